using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Tools.Records;

/// <summary>What the values of one field say: numbers get a distribution, dates a range, everything else the count of distinct values.</summary>
internal static class FieldStatistics
{
    private const int Decimals = 4;

    public static JsonObject Of(IReadOnlyList<JsonObject> records, string field)
    {
        var values = records.Select(record => FieldPath.Find(record, field)).OfType<JsonNode>().ToList();
        var statistics = new JsonObject { ["type"] = "text", ["count"] = values.Count, ["missing"] = records.Count - values.Count };
        if (All<decimal>(values, Numbers.TryRead, out var numbers))
        {
            statistics["type"] = "number";
            AddNumbers(statistics, numbers);
        }
        else if (All<DateTimeOffset>(values, Dates.TryRead, out var dates))
        {
            statistics["type"] = "date";
            statistics["earliest"] = Dates.Write(dates.Min());
            statistics["latest"] = Dates.Write(dates.Max());
        }
        else
        {
            statistics["type"] = Kind(values);
            statistics["distinct"] = values.Select(value => value.ToJsonString(Wire.Options)).Distinct(StringComparer.Ordinal).Count();
        }

        return statistics;
    }

    private static void AddNumbers(JsonObject statistics, List<decimal> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        var sum = numbers.Aggregate(0m, Numbers.AddSaturating);
        statistics["min"] = numbers[0];
        statistics["max"] = numbers[^1];
        statistics["sum"] = sum;
        statistics["mean"] = Round(sum / numbers.Count);
        statistics["median"] = Round(numbers.Count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] / 2) + (numbers[middle] / 2));
    }

    private static string Kind(List<JsonNode> values)
    {
        var kinds = values.Select(value => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "list",
            JsonValueKind.Number => "number",
            _ => "text",
        }).Distinct().ToList();
        return kinds.Count switch
        {
            0 => "empty",
            1 => kinds[0],
            _ => "mixed",
        };
    }

    private static bool All<T>(List<JsonNode> values, Reader<T> read, out List<T> results)
    {
        results = new List<T>(values.Count);
        foreach (var value in values)
        {
            if (!read(value, out var result))
            {
                return false;
            }

            results.Add(result);
        }

        return results.Count > 0;
    }

    private static decimal Round(decimal value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero);

    private delegate bool Reader<T>(JsonNode? value, out T result);
}
