using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Transformation;

/// <summary>
/// One total order over all JSON values: absent and null, then booleans, numbers by value, texts (dates by time when both are dates,
/// else ordinal), lists, objects. Equal means the same place in it.
/// </summary>
internal sealed class ValueOrder : IComparer<JsonNode?>
{
    public static ValueOrder Instance { get; } = new();

    public int Compare(JsonNode? x, JsonNode? y)
    {
        var rank = Rank(x).CompareTo(Rank(y));
        return rank != 0 ? rank : CompareSameRank(x, y);
    }

    /// <summary>True when "greater" says something about the two: both numbers, both texts, or both booleans.</summary>
    public static bool AreComparable(JsonNode? x, JsonNode? y) => Rank(x) == Rank(y) && Rank(x) is > 0 and < 4;

    public static bool AreEqual(JsonNode? x, JsonNode? y) => Rank(x) == Rank(y) && CompareSameRank(x, y) == 0;

    private static int CompareSameRank(JsonNode? x, JsonNode? y) => Rank(x) switch
    {
        0 => 0,
        1 => x!.GetValue<bool>().CompareTo(y!.GetValue<bool>()),
        2 => CompareNumbers(x!, y!),
        3 => CompareTexts(x!, y!),
        _ => string.CompareOrdinal(x!.ToJsonString(Wire.Options), y!.ToJsonString(Wire.Options)),
    };

    private static int CompareNumbers(JsonNode x, JsonNode y) =>
        Numbers.TryRead(x, out var left) && Numbers.TryRead(y, out var right)
            ? left.CompareTo(right)
            : Large(x).CompareTo(Large(y));

    private static int CompareTexts(JsonNode x, JsonNode y) =>
        Dates.TryRead(x, out var left) && Dates.TryRead(y, out var right) && left != right
            ? left.CompareTo(right)
            : string.CompareOrdinal(x.GetValue<string>(), y.GetValue<string>());

    private static double Large(JsonNode value) =>
        double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static int Rank(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => 0,
        JsonValueKind.True or JsonValueKind.False => 1,
        JsonValueKind.Number => 2,
        JsonValueKind.String => 3,
        JsonValueKind.Array => 4,
        _ => 5,
    };
}
