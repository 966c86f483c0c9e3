using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Resolution;

/// <summary>What is known of an asset before anything runs: its type, and the members of its content that are certain to be there.</summary>
public sealed record AssetShape(AssetType Type)
{
    /// <summary>Member of the content to its type; by default those that the type itself declares.</summary>
    public IReadOnlyDictionary<string, AssetType> Members { get; init; } = MembersOf(Type);

    /// <summary>The shape of a mission input whose content is known: its members count as certain.</summary>
    public static AssetShape Of(AssetType type, JsonNode? content) => new(type)
    {
        Members = content is JsonObject members ? Merge(MembersOf(type), members) : MembersOf(type),
    };

    /// <summary>The members that a value of the type always has.</summary>
    public static IReadOnlyDictionary<string, AssetType> MembersOf(AssetType type) =>
        AssetTypeCheck.MembersOf(type).ToDictionary(member => member.Name, member => member.Type);

    private static Dictionary<string, AssetType> Merge(IReadOnlyDictionary<string, AssetType> declared, JsonObject content)
    {
        var members = new Dictionary<string, AssetType>(declared);
        foreach (var (name, value) in content)
        {
            // A null member tells nothing of its type, and a parameter bound to it would not get a value.
            if (value is not null)
            {
                members.TryAdd(name, TypeOf(value));
            }
        }

        return members;
    }

    private static AssetType TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => AssetType.Text,
        JsonValueKind.Number => AssetType.Number,
        JsonValueKind.True or JsonValueKind.False => AssetType.Boolean,
        JsonValueKind.Object => AssetType.Object,
        _ => value.AsArray() is { Count: > 0 } items && items.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? AssetType.ListOf(AssetType.Text)
            : AssetType.List,
    };
}
