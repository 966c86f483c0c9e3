using System.Text;
using System.Text.Json;
using MissionControl.Missions;

namespace MissionControl.Http.Problems;

/// <summary>Writes places in documents as RFC 6901 does.</summary>
internal static class JsonPointer
{
    public static string Member(string parent, string name) =>
        $"{parent}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <param name="prefix">Where the document stands in the body; empty when it is the body.</param>
    public static IReadOnlyList<ProblemError> Of(string prefix, IReadOnlyList<DocumentError> errors) =>
        [.. errors.Select(error => new ProblemError(OfPath(prefix, error.Path), $"{error.Found}. {error.Cure}"))];

    /// <summary>The pointer to what a JSON path such as <c>$.hops[1]["a b"]</c> names.</summary>
    public static string OfPath(string prefix, string path)
    {
        var pointer = prefix;
        var at = path.StartsWith('$') ? 1 : 0;
        while (at < path.Length)
        {
            var end = path[at] == '[' ? Bracket(path, at) : Dot(path, at + 1);
            var part = path[at..end];
            pointer = Member(pointer, part.StartsWith("[\"", StringComparison.Ordinal) ? Unquote(part[1..^1]) : part.Trim('.', '[', ']'));
            at = end;
        }

        return pointer;
    }

    private static int Dot(string path, int from)
    {
        var end = path.AsSpan(Math.Min(from, path.Length)).IndexOfAny('.', '[');
        return end < 0 ? path.Length : from + end;
    }

    private static int Bracket(string path, int at)
    {
        var quoted = false;
        for (var i = at + 1; i < path.Length; i++)
        {
            if (path[i] == '\\' && quoted)
            {
                i++;
            }
            else if (path[i] == '"')
            {
                quoted = !quoted;
            }
            else if (path[i] == ']' && !quoted)
            {
                return i + 1;
            }
        }

        return path.Length;
    }

    private static string Unquote(string quoted)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(quoted) ?? "";
        }
        catch (JsonException)
        {
            // A name that was shortened for the eye is no JSON text any more.
            return new StringBuilder(quoted).Replace("\"", "").ToString();
        }
    }
}
