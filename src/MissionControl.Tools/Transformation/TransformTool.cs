using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Tools.Transformation;

/// <summary>Reshapes a list of objects: filter, then sort, limit, rename, select; the fields of the first three carry their old names.</summary>
internal sealed class TransformTool : ITool
{
    public ToolSignature Signature { get; } = new("transform", "Filters, sorts, cuts, renames and selects fields of a list of objects, in this order.")
    {
        OnlyByName = true,
        Parameters =
        [
            new("items", AssetType.List, "The objects. Fields may be dotted paths such as customer.name."),
            new("filter", AssetType.ListOf(AssetType.Object), "Conditions {field, op, value} that must all hold; op: eq, ne, gt, gte, lt, lte, contains, exists, in.") { Required = false },
            new("sort", AssetType.ListOf(AssetType.Object), "Keys {field, direction: asc or desc}, the most important first; equal elements keep their order.") { Required = false },
            new("limit", AssetType.Number, "At most this many elements.") { Required = false },
            new("rename", AssetType.Object, "Old field name to new one.") { Required = false },
            new("select", AssetType.ListOf(AssetType.Text), "The fields to keep, in this order, under their new names; a field that an element lacks is left out.") { Required = false },
        ],
        Outputs = [new("transformed", AssetType.List, "The objects that are left.")],
    };

    public Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var items = Records.RecordList.From(input["items"], "items");
        var conditions = Condition.ReadAll(input["filter"]);
        var order = SortKey.ReadAll(input["sort"]);
        var shape = Shape.Read(input["rename"], input["select"]);
        var kept = items.Where(item => conditions.All(condition => condition.Holds(item)));
        var left = SortKey.Apply(kept, order).Take(Limit(input)).Select(shape.Apply);
        return Task.FromResult(ToolResult.Of("transformed", new JsonArray(left.ToArray<JsonNode>())));
    }

    private static int Limit(ToolInput input) => input.OptionalNumber("limit") switch
    {
        null => int.MaxValue,
        var limit when limit < 0 || decimal.Truncate(limit.Value) != limit => throw new ToolException(
            "invalid_parameter",
            "'limit' must be a whole number of at least 0.",
            retryable: false),
        var limit => (int)Math.Min(limit.Value, int.MaxValue),
    };
}
