using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

internal static class LinkReader
{
    private const int MostKeys = 2;

    private static readonly DocumentShape Links = new("the links section", ["public_url", "keys", "lifetime"], []);
    private static readonly DocumentShape Key = new("a link key", ["id", "secret"], []);

    public static LinkOptions? Read(DocumentNode node)
    {
        if (DocumentObject.Open(node, Links) is not { } links)
        {
            return null;
        }

        var url = links.Require("public_url") is { } place ? PublicUrl(place) : null;
        var keys = links.Require("keys") is null ? [] : links.Objects("keys", Key, MostKeys).OfType<DocumentObject>().Select(ReadKey).OfType<LinkKeyOptions>().ToList();
        if (keys.Count == 0 || keys.DistinctBy(key => key.Id).Count() < keys.Count)
        {
            links.Errors.Add(links.Place.Member("keys"), keys.Count == 0 ? "no key" : "two keys of one id", "Give one key, or two with different ids; the first signs.");
        }

        return url is null ? null : new LinkOptions
        {
            PublicUrl = url,
            Keys = keys,
            Lifetime = links.Find("lifetime")?.Span() ?? TimeSpan.FromDays(7),
        };
    }

    private static Uri? PublicUrl(DocumentNode node)
    {
        var url = ConfiguredField.Url(node, allowLocal: true);
        if (url is null || (url.Query.Length == 0 && url.Fragment.Length == 0))
        {
            return url;
        }

        node.Errors.Add(node.Place, "an address with a query", "Give the address that the server is reached at, up to its path.");
        return null;
    }

    private static LinkKeyOptions? ReadKey(DocumentObject key)
    {
        var id = key.Require("id")?.Id();
        if (id?.Contains('.', StringComparison.Ordinal) == true)
        {
            // It stands between the dots of the links.
            key.Errors.Add(key.Place.Member("id"), "an id with a dot", "Use letters, digits, '-' and '_'.");
        }

        var secret = key.Require("secret") is { } node ? ConfiguredField.Secret(node) : null;
        return id is null || secret is null ? null : new LinkKeyOptions(id, secret);
    }
}
