using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Tools.Records;

/// <summary>What a list of records says in numbers; independent of their order.</summary>
/// <param name="groupBy">Fields to count by, in the order the summary shows them.</param>
/// <param name="fields">Fields to give statistics of; null means all that occur.</param>
internal sealed class RecordSummary(IReadOnlyList<JsonObject> records, IReadOnlyList<string> groupBy, IReadOnlyList<string>? fields)
{
    public static IReadOnlyDictionary<string, AssetType> Members { get; } = new Dictionary<string, AssetType>
    {
        ["store_name"] = AssetType.Text,
        ["summarization_type"] = AssetType.Text,
        ["total"] = AssetType.Number,
        ["group_by"] = AssetType.ListOf(AssetType.Text),
        ["groups"] = AssetType.Object,
        ["shares"] = AssetType.Object,
        ["combined"] = AssetType.ListOf(AssetType.Object),
        ["fields"] = AssetType.Object,
    };

    public JsonObject ToJson(string storeName, string type)
    {
        var groups = new JsonObject();
        var shares = new JsonObject();
        foreach (var field in groupBy)
        {
            var counts = GroupCounts.Of(records, [field]);
            groups[field] = counts.ToJson();
            shares[field] = counts.Shares();
        }

        return new JsonObject
        {
            ["store_name"] = storeName,
            ["summarization_type"] = type,
            ["total"] = records.Count,
            ["group_by"] = new JsonArray(groupBy.Select(field => (JsonNode)field).ToArray()),
            ["groups"] = groups,
            ["shares"] = shares,
            ["combined"] = groupBy.Count > 1 ? GroupCounts.Of(records, groupBy).ToJson() : new JsonArray(),
            ["fields"] = type == "count" ? new JsonObject() : Statistics(),
        };
    }

    private JsonObject Statistics()
    {
        var names = fields ?? records.SelectMany(record => record.Select(member => member.Key)).Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal).ToList();
        var statistics = new JsonObject();
        foreach (var name in names)
        {
            statistics[name] = FieldStatistics.Of(records, name);
        }

        return statistics;
    }
}
