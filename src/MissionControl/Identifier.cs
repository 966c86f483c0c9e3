using System.Text;

namespace MissionControl;

/// <summary>
/// The one rule for names of missions, runs, hops, steps, assets and agents: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>.
/// Such a name is safe as a table key, an instance id and a file name.
/// </summary>
public static class Identifier
{
    public const int MaxLength = 64;

    /// <summary>The rule in words, for error texts.</summary>
    public const string Rule = "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit";

    public static bool IsValid(string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength || !char.IsAsciiLetterOrDigit(value[0]))
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="ArgumentException">The value breaks the rule; the message names <paramref name="what"/> and the rule.</exception>
    public static string Check(string? value, string what) =>
        IsValid(value) ? value! : throw new ArgumentException($"{what} '{Shorten(value)}' is not an id: use {Rule}.");

    /// <summary>An id made from a free text: lower case, other characters become single dashes. Null when nothing is left.</summary>
    public static string? Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var value = slug.ToString().Trim('-');
        value = value.Length > MaxLength ? value[..MaxLength].TrimEnd('-') : value;
        return value.Length == 0 ? null : value;
    }

    private static string Shorten(string? value) => value is null ? "" : value.Length <= 80 ? value : value[..80] + "...";
}
