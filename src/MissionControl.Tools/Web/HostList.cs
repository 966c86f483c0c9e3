namespace MissionControl.Tools.Web;

/// <summary>The hosts that may be called; an empty list allows all.</summary>
internal sealed class HostList(IReadOnlyList<string> allowed)
{
    public bool Allows(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        return allowed.Count == 0 || allowed.Any(entry => Matches(entry.TrimEnd('.'), host));
    }

    private static bool Matches(string entry, string host) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(entry, host, StringComparison.OrdinalIgnoreCase);
}
