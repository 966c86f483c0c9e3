using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>Asks for the plan of a run.</summary>
public sealed record PlanInput(
    string RunId,
    string DefinitionHash,
    IReadOnlyDictionary<string, AssetReference> Inputs,
    string? DataDirectory);

/// <summary>The plan, or why there is none.</summary>
public sealed record PlanOutcome(MissionPlan? Plan, IReadOnlyList<RunError> Errors);

/// <summary>Reads the pinned document and resolves it against the tools that are here, once per run.</summary>
public sealed class PlanMissionActivity(MissionPorts ports) : Activity<PlanInput, PlanOutcome>
{
    public const string NotPlanned = "mission_not_planned";

    private readonly PinnedDefinitions _definitions = new(ports.Definitions);

    protected override async Task<PlanOutcome> RunAsync(ActivityContext context, PlanInput input)
    {
        var reading = await _definitions.ReadAsync(input.DefinitionHash, context.CancellationToken)
            ?? throw new InvalidOperationException($"The document {input.DefinitionHash} of run '{input.RunId}' is not in the store. Restore the store.");
        if (reading is not MissionDocumentReading.Sound { Definition: var definition })
        {
            return Refused(((MissionDocumentReading.Refused)reading).Errors);
        }

        var contents = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (id, reference) in input.Inputs)
        {
            contents[id] = (await AssetBody.ReadAsync(ports.Assets, input.RunId, reference, context.CancellationToken))["content"];
        }

        var agents = await ports.Reference.ReadAsync(input.DataDirectory, context.CancellationToken);
        var planning = MissionPlanning.Plan(definition, input.DefinitionHash, contents, ports.Tools, agents);
        if (planning.Plan is not { } plan)
        {
            return Refused(planning.Errors);
        }

        plan = ApprovalPlanning.Apply(plan, ports.ApprovalRules, ports.Tools, agents);
        return new PlanOutcome(await new LargeValues(ports.Assets, input.RunId).TakeOutAsync(plan, context.CancellationToken), []);
    }

    private static PlanOutcome Refused(IReadOnlyList<DocumentError> errors) =>
        new(null, errors.Select(error => new RunError(NotPlanned, $"{error.Path}: {error.Found}. {error.Cure}")).ToList());
}
