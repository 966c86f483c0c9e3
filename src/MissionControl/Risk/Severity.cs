namespace MissionControl.Risk;

/// <summary>How bad a risk is. Files may hold other words: such a one keeps its own bucket and weighs 1.</summary>
public static class Severity
{
    public const string Low = "low";
    public const string Medium = "medium";
    public const string High = "high";
    public const string Critical = "critical";

    /// <summary>From bad to harmless.</summary>
    public static IReadOnlyList<string> Known { get; } = [Critical, High, Medium, Low];

    public static int Weight(string severity) => severity switch
    {
        Critical => 4,
        High => 3,
        Medium => 2,
        _ => 1,
    };

    public static bool IsHigh(string severity) => severity is High or Critical;

    /// <summary>The worse of two.</summary>
    public static string Worse(string left, string right) => Weight(right) > Weight(left) ? right : left;

    /// <summary>A word of a file: known ones whatever their case, none = medium.</summary>
    public static string Of(string? word) =>
        string.IsNullOrWhiteSpace(word) ? Medium : Known.FirstOrDefault(known => known.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase)) ?? word.Trim();

    /// <summary>Order of listing: known ones from bad to harmless, then the others.</summary>
    public static int Order(string severity) => Known.ToList().IndexOf(severity) is var place and >= 0 ? place : Known.Count;
}
