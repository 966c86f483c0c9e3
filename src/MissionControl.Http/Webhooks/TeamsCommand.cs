using System.Net;
using System.Text.RegularExpressions;

namespace MissionControl.Http.Webhooks;

/// <summary>What somebody wrote to us in Teams.</summary>
/// <param name="Verb"><c>approve</c>, <c>reject</c>, <c>list</c>, or anything else.</param>
internal sealed partial record TeamsCommand(string Verb, string? ApprovalId, string? Comment)
{
    private const int MostText = 20_000;

    /// <param name="text">As Teams sends it: HTML, with a mention of us at the front.</param>
    public static TeamsCommand Read(string? text)
    {
        var plain = WebUtility.HtmlDecode(Tag().Replace(Mention().Replace(text is { Length: <= MostText } ? text : "", " "), " ")).Replace('\u00A0', ' ').Trim();
        var words = plain.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new TeamsCommand(words.ElementAtOrDefault(0)?.ToLowerInvariant() ?? "", words.ElementAtOrDefault(1), words.ElementAtOrDefault(2));
    }

    [GeneratedRegex(@"<at\b[^>]*>[^<]*</at>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
