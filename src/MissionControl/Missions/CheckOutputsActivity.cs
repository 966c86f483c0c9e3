using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>The outputs a mission declared and the references that exist for them.</summary>
public sealed record CheckOutputsInput(string RunId, IReadOnlyList<PlannedOutput> Declared, IReadOnlyDictionary<string, AssetReference> Existing);

/// <summary>Reads every declared output and tells which do not exist or do not fit their type.</summary>
public sealed class CheckOutputsActivity(AssetStore assets) : Activity<CheckOutputsInput, IReadOnlyList<RunError>>
{
    public const string MissingOutput = "missing_output";
    public const string InvalidOutput = "invalid_output";

    protected override Task<IReadOnlyList<RunError>> RunAsync(ActivityContext context, CheckOutputsInput input) => FindAsync(assets, input, context.CancellationToken);

    /// <exception cref="AssetMissingException">The store lost an output.</exception>
    internal static async Task<IReadOnlyList<RunError>> FindAsync(AssetStore assets, CheckOutputsInput input, CancellationToken cancellationToken)
    {
        var errors = new List<RunError>();
        foreach (var output in input.Declared)
        {
            if (!input.Existing.TryGetValue(output.Id, out var reference))
            {
                errors.Add(new RunError(MissingOutput, $"Output '{output.Id}' ({output.Type}) does not exist: the hop that makes it was skipped."));
                continue;
            }

            var body = await AssetBody.ReadAsync(assets, input.RunId, reference, cancellationToken);
            if (AssetTypeCheck.Problem(output.Type, body["content"]) is { } problem)
            {
                errors.Add(new RunError(InvalidOutput, $"Output '{output.Id}' is no {output.Type}: {problem}."));
            }
        }

        return errors;
    }
}
