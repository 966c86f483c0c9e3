namespace MissionControl.Tools.Reporting;

/// <summary>The tone and the order of sentiments: bad before even before good, so that charts read the same everywhere.</summary>
internal static class Tones
{
    public const string Bad = "bad";
    public const string Good = "good";

    public static string Of(string sentiment) => sentiment.ToLowerInvariant() switch
    {
        "negative" or "very negative" or "bad" or "angry" => Bad,
        "positive" or "very positive" or "good" or "happy" => Good,
        "mixed" => "odd",
        _ => "even",
    };

    public static int Order(string sentiment) => Of(sentiment) switch
    {
        Bad => 0,
        "odd" => 1,
        "even" => 2,
        _ => 3,
    };
}
