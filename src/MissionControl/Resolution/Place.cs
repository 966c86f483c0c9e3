using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>Something in a hop's workspace that a parameter can bind to: an input of the hop, or an output of an earlier step.</summary>
/// <param name="Step">The step that makes it, from 0; <see cref="Input"/> for an input of the hop.</param>
/// <param name="Name">The input's local name, or the output's name.</param>
internal sealed record Place(int Step, string Name, AssetShape Shape)
{
    public const int Input = -1;

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>True for an input that may be absent when the hop runs.</summary>
    public bool MayBeMissing { get; init; }

    public string Describe(string? member = null) =>
        Step == Input ? $"'{Name}'{Inside(member)}" : $"'{Name}'{Inside(member)} of step {Step + 1}";

    public static Place Of(int step, ToolOutput output) => new(step, output.Name, new AssetShape(output.Type) { Members = MembersOf(output) })
    {
        Aliases = output.Aliases,
    };

    private static IReadOnlyDictionary<string, Assets.AssetType> MembersOf(ToolOutput output) =>
        output.Members.Count > 0 ? output.Members : AssetShape.MembersOf(output.Type);

    private static string Inside(string? member) => member is null ? "" : $" (its member '{member}')";
}
