using Microsoft.Extensions.Primitives;

namespace MissionControl.Http.Answers;

internal static class EntityTags
{
    /// <summary>True when the header names this tag, or any.</summary>
    public static bool Match(StringValues header, string tag) => header.Any(line => (line ?? "").Split(',')
        .Select(one => one.Trim())
        .Any(one => one == "*" || one == tag || one == "W/" + tag));
}
