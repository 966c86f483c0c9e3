using System.Globalization;
using System.Text;

namespace MissionControl.Assets;

/// <summary>Writes places in JSON the way people read them, and quotes foreign text so that it stays on its line.</summary>
internal static class PathText
{
    /// <summary><c>content.name</c>, or <c>content["a.b"]</c> when the name could be misread.</summary>
    public static string Member(string path, string name) =>
        IsPlain(name) ? path.Length == 0 ? name : $"{path}.{name}" : $"{path}[{Quote(name, int.MaxValue)}]";

    public static string Index(string path, int index) => $"{path}[{index}]";

    /// <summary>True when the name needs no quotes in a path.</summary>
    public static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!IsPlain(c))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    public static bool IsPlain(char c) => c is not ('.' or '[' or ']' or '"' or '\'' or '\\') && !char.IsWhiteSpace(c) && !IsHidden(c);

    /// <summary>The text in double quotes as JSON writes it, cut after <paramref name="limit"/> characters; hidden characters are escaped.</summary>
    public static string Quote(string text, int limit = 60)
    {
        var quoted = new StringBuilder("\"");
        var end = Math.Min(text.Length, limit);
        for (var i = 0; i < end; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(text[i]).Append(text[++i]);
                continue;
            }

            Append(quoted, text[i]);
        }

        return quoted.Append(text.Length > end ? "...\"" : "\"").ToString();
    }

    private static void Append(StringBuilder quoted, char c)
    {
        if (c is '"' or '\\')
        {
            quoted.Append('\\').Append(c);
        }
        else if (IsHidden(c))
        {
            quoted.Append("\\u").Append(((int)c).ToString("x4", null));
        }
        else
        {
            quoted.Append(c);
        }
    }

    // Control and format characters (line breaks, terminal escapes, text direction) would let a document rewrite the message that quotes it.
    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or
        UnicodeCategory.Format or
        UnicodeCategory.Surrogate or
        UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator;
}
