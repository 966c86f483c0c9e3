namespace MissionControl.Tools.Extraction;

/// <summary>The language whose small words a message uses most; Japanese, Chinese and Korean are known by their script.</summary>
internal static class LanguageOf
{
    public static FoundValue? Message(MessageReading reading)
    {
        if (ByScript(reading.Feedback) is { } script)
        {
            return new FoundValue(script);
        }

        var counts = reading.Rules.Languages
            .Select(language => (language.Code, Count: reading.AllWords.Count(word => language.Words.Contains(word.Text))))
            .Where(language => language.Count > 0)
            .ToList();
        return counts.Count == 0 ? null : new FoundValue(counts.MaxBy(language => language.Count).Code);
    }

    private static string? ByScript(string text)
    {
        var kana = text.Count(c => c is >= '\u3040' and <= '\u30FF');
        var hangul = text.Count(c => c is >= '\uAC00' and <= '\uD7AF');
        var han = text.Count(c => c is >= '\u4E00' and <= '\u9FFF');
        return (kana + hangul + han) * 3 < text.Length ? null : hangul > han ? "ko" : kana > 0 ? "ja" : "zh";
    }
}
