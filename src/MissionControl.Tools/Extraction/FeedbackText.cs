using System.Text.RegularExpressions;

namespace MissionControl.Tools.Extraction;

/// <summary>What a person wrote in this message: without quoted replies, forwarded originals, signature and closing.</summary>
internal static partial class FeedbackText
{
    private const int LongestSignature = 8;
    private const int LongestClosingLine = 60;

    public static string From(string body, IReadOnlyList<string> closings)
    {
        var lines = WithoutQuotes(body.ReplaceLineEndings("\n").Split('\n'));
        var signature = lines.FindIndex(line => line.TrimEnd() == "--");
        lines = signature > 0 ? lines[..signature] : lines;
        lines.RemoveAll(line => DeviceLine().IsMatch(line));
        return BlankLines().Replace(string.Join('\n', WithoutClosing(lines, closings)), "\n\n").Trim();
    }

    private static List<string> WithoutQuotes(string[] lines)
    {
        var own = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (OriginalMessage().IsMatch(lines[i]) || (OutlookHeader().IsMatch(lines[i]) && i + 1 < lines.Length && OutlookHeader().IsMatch(lines[i + 1])))
            {
                break;
            }

            var introLines = IntroLines(lines, i);
            if (introLines > 0)
            {
                var after = Array.FindIndex(lines, i + introLines, line => !string.IsNullOrWhiteSpace(line));
                if (after >= 0 && !lines[after].StartsWith('>'))
                {
                    break;
                }

                i += introLines - 1;
            }
            else if (!lines[i].StartsWith('>'))
            {
                own.Add(lines[i].TrimEnd());
            }
        }

        return own;
    }

    // "On 3 September 2026 at 10:14, Support <x@y> wrote:", which mail programs break into two lines.
    private static int IntroLines(string[] lines, int at) =>
        QuoteIntro().IsMatch(lines[at]) ? 1
        : at + 1 < lines.Length && lines[at].Length > 0 && QuoteIntro().IsMatch(lines[at] + " " + lines[at + 1]) && !QuoteIntro().IsMatch(lines[at + 1]) ? 2
        : 0;

    private static List<string> WithoutClosing(List<string> lines, IReadOnlyList<string> closings)
    {
        var left = 0;
        for (var i = lines.Count - 1; i > 0 && left <= LongestSignature; i--)
        {
            if (IsClosing(lines[i], closings))
            {
                return lines[..i];
            }

            left += string.IsNullOrWhiteSpace(lines[i]) ? 0 : 1;
        }

        return lines;
    }

    private static bool IsClosing(string line, IReadOnlyList<string> closings)
    {
        var text = line.Trim().ToLowerInvariant();
        return text.Length is > 0 and <= LongestClosingLine
            && closings.Any(closing => text.StartsWith(closing, StringComparison.Ordinal) && IsEnd(text[closing.Length..]));
    }

    // "Thanks, Maria" and "Best regards" close a letter; "Thanks to your driver" does not.
    private static bool IsEnd(string rest)
    {
        var name = rest.TrimStart(',', '.', '!', ' ', '-');
        return name.Length == 0 || (rest[0] is ',' or '!' or '.' && name.Count(c => c == ' ') <= 2 && !name.Contains('.'));
    }

    [GeneratedRegex(@"^\s*(on|am|le|el|il|op)\b.{8,200}\b(wrote|schrieb.{0,80}|a écrit|escribió|ha scritto|schreef.{0,80})\s*:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuoteIntro();

    [GeneratedRegex(@"^\s*-{2,}\s*(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^\s*\*?(from|sent|von|gesendet|de|envoyé|enviado)\s?:\*?\s\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OutlookHeader();

    [GeneratedRegex(@"^\s*(sent from my|sent via|get outlook for|von meinem .{1,40} gesendet|gesendet von|envoyé de mon|enviado desde mi)\b.{0,80}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceLine();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
