using System.Text;

namespace MissionControl.Tools.Extraction;

/// <summary>One word of a text in lower case, with the clause and the sentence it stands in.</summary>
internal sealed record Word(string Text, int Clause, int Sentence)
{
    /// <summary>Text of scripts that write no spaces comes as one word per run of characters.</summary>
    public bool IsUnspaced => Text[0] >= '\u2E80';
}

internal static class Words
{
    public static List<Word> Split(string text)
    {
        var words = new List<Word>();
        var word = new StringBuilder();
        var (clause, sentence) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i == text.Length ? '\n' : text[i] is '\u2019' or '\u02BC' ? '\'' : text[i];
            if (char.IsLetterOrDigit(c) || (c == '\'' && word.Length > 0 && i + 1 < text.Length && char.IsLetter(text[i + 1])))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }

            if (word.Length > 0)
            {
                words.Add(new Word(word.ToString(), clause, sentence));
                word.Clear();
            }

            var endsSentence = c is '!' or '?' or ';' or '\u3002' or '\uFF01' || (c == '.' && !IsBetweenDigits(text, i)) || (c == '\n' && i + 1 < text.Length && text[i + 1] == '\n');
            sentence += endsSentence ? 1 : 0;
            clause += endsSentence || c is ',' or ':' or '(' or ')' or '\u3001' or '\u2013' or '\u2014' ? 1 : 0;
        }

        return words;
    }

    private static bool IsBetweenDigits(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);
}
