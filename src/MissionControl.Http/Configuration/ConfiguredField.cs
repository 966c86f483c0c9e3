using System.Text.Json;
using MissionControl.Assets;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

/// <summary>Reads the kinds of values that only a configuration has; a fault is reported and read as null.</summary>
internal static class ConfiguredField
{
    private const int MostSecret = 8192;

    private static readonly DocumentShape Reference = new("a secret", ["secret"], []);

    /// <summary>A text, or <c>{"secret": "NAME"}</c>. Errors do not show the text.</summary>
    public static ConfiguredSecret? Secret(DocumentNode node)
    {
        var place = node.Place.ToString();
        if (node.Element.ValueKind == JsonValueKind.String)
        {
            var text = node.Element.GetString()!;
            if (text.Length is > 0 and <= MostSecret)
            {
                return ConfiguredSecret.Given(text, place);
            }

            node.Errors.Add(node.Place, "a secret that is empty or very long", "Give its value, or where it is: {\"secret\": \"NAME\"}.");
            return null;
        }

        if (node.Element.ValueKind != JsonValueKind.Object)
        {
            node.Errors.Add(node.Place, "neither a text nor an object", "Give the secret's value, or where it is: {\"secret\": \"NAME\"}.");
            return null;
        }

        return DocumentObject.Open(node, Reference)?.Require("secret")?.Name(200) is { } name ? ConfiguredSecret.Named(name, place) : null;
    }

    /// <summary>An absolute address without user, query-free or not: https, or with <paramref name="allowLocal"/> http to this machine.</summary>
    public static Uri? Url(DocumentNode node, bool allowLocal)
    {
        if (node.Text(2000) is not { } text)
        {
            return null;
        }

        if (WebAddress.TryParse(text, allowLocal, out var url, out var fault))
        {
            return url;
        }

        node.Errors.Add(node.Place, fault, WebAddress.Rule(allowLocal));
        return null;
    }

    /// <summary>A host's name or address, without scheme and port.</summary>
    public static string? Host(DocumentNode node, bool allowWildcard = false)
    {
        if (node.Name(253) is not { } text)
        {
            return null;
        }

        var name = allowWildcard && text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        if (Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return text;
        }

        node.Errors.Add(node.Place, $"{PathText.Quote(text)} is no host", $"Give a name or address without scheme and port{(allowWildcard ? ", or *.example.org for all below it" : "")}.");
        return null;
    }

    public static IReadOnlyList<string> Names(DocumentObject owner, string field, int limit = 1000) => owner.Texts(field, limit).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>A time for one call, at most ten minutes.</summary>
    public static TimeSpan Timeout(DocumentObject owner, TimeSpan otherwise)
    {
        if (owner.Find("timeout") is not { } node || node.Span() is not { } span)
        {
            return otherwise;
        }

        if (span <= TimeSpan.FromMinutes(10))
        {
            return span;
        }

        node.Errors.Add(node.Place, $"found {node.Shown()}", "Give at most 10m.");
        return otherwise;
    }
}
