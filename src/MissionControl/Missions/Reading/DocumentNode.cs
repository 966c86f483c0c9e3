using System.Globalization;
using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>A value of the document at its place. Each reading gives the value, or reports the fault and gives null.</summary>
internal readonly record struct DocumentNode(JsonElement Element, DocumentPlace Place, DocumentErrors Errors)
{
    public string? Text(int maxLength = 100_000)
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            return Wrong("a text");
        }

        var text = Element.GetString()!;
        if (text.Length > maxLength)
        {
            Errors.Add(Place, $"a text of {text.Length} characters", $"At most {maxLength} are allowed here.");
        }

        return text;
    }

    /// <summary>A text that says something.</summary>
    public string? Name(int maxLength = 500)
    {
        var text = Text(maxLength);
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            Errors.Add(Place, "an empty text", "Give a name.");
        }

        return text;
    }

    /// <summary>A text that keeps the rule for ids; one that breaks it is reported and still given, so that references to it are found.</summary>
    public string? Id()
    {
        var text = Text();
        if (text is not null && !Identifier.IsValid(text))
        {
            Errors.Add(Place, $"{PathText.Quote(text)} is no id", $"Use {Identifier.Rule}.", hidesGraph: false);
        }

        return text;
    }

    public bool? Flag()
    {
        if (Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Element.ValueKind == JsonValueKind.True;
        }

        Wrong("true or false");
        return null;
    }

    public decimal? Number(decimal min = decimal.MinValue, decimal max = decimal.MaxValue)
    {
        if (Element.ValueKind != JsonValueKind.Number)
        {
            Wrong("a number");
            return null;
        }

        if (Element.TryGetDecimal(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Errors.Add(Place, $"found {Shown()}", Range("a number", min, max));
        return null;
    }

    public int? Integer(int min, int max)
    {
        if (Element.ValueKind != JsonValueKind.Number)
        {
            Wrong("a whole number");
            return null;
        }

        // As JSON Schema counts: 3.0 is a whole number.
        if (Element.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number >= min && number <= max)
        {
            return (int)number;
        }

        Errors.Add(Place, $"found {Shown()}", Range("a whole number", min, max));
        return null;
    }

    public TimeSpan? Span(bool allowZero = false)
    {
        if (Element.ValueKind == JsonValueKind.Number)
        {
            Errors.Add(Place, $"found {Shown()}, a number without unit", $"For a duration {Duration.Rule}.");
            return null;
        }

        if (Element.ValueKind != JsonValueKind.String)
        {
            Wrong("a duration such as 5m or PT5M");
            return null;
        }

        if (!Duration.TryParse(Element.GetString(), out var span, out var error))
        {
            Errors.Add(Place, error!, $"For a duration {Duration.Rule}, at most 3650d.");
            return null;
        }

        if (span == TimeSpan.Zero && !allowZero)
        {
            Errors.Add(Place, $"found {Shown()}", "A duration here must be longer than zero.");
            return null;
        }

        return span;
    }

    public T? Word<T>()
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        foreach (var word in words)
        {
            if (Element.ValueKind == JsonValueKind.String && Wire.Word(word) == Element.GetString())
            {
                return word;
            }
        }

        var known = words.Select(Wire.Word).ToList();
        var near = Element.ValueKind == JsonValueKind.String ? Suggestion.DidYouMean(Element.GetString()!, known) : "";
        Errors.Add(Place, $"found {Shown()}", $"{near}Use one of {string.Join(", ", known)}.");
        return null;
    }

    public string? Wrong(string expected)
    {
        Errors.Add(Place, $"found {Shown()}", $"Give {expected}.");
        return null;
    }

    /// <summary>The value in a few words; of lists and objects only the kind.</summary>
    public string Shown() => Element.ValueKind switch
    {
        JsonValueKind.String => $"text {PathText.Quote(Element.GetString()!)}",
        JsonValueKind.Number => $"number {(Element.GetRawText() is { Length: <= 40 } raw ? raw : "of many digits")}",
        JsonValueKind.True => "boolean true",
        JsonValueKind.False => "boolean false",
        var kind => AssetTypeCheck.KindOf(kind) is var word && word is "object" ? "an object" : word == "list" ? "a list" : word,
    };

    private static string Range(string what, decimal min, decimal max) =>
        max == decimal.MaxValue
            ? min == decimal.MinValue ? $"Give {what} of at most 28 digits." : Invariant($"Give {what} of at least {min}.")
            : Invariant($"Give {what} from {min} to {max}.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
