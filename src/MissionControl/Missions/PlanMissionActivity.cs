using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Missions;

/// <summary>Asks for the plan of a run.</summary>
public sealed record PlanInput(
    string RunId,
    string DefinitionHash,
    IReadOnlyDictionary<string, AssetReference> Inputs,
    string? DataDirectory)
{
    /// <summary>The run's telemetry begins with it; null in older histories.</summary>
    public MissionRun? Begins { get; init; }
}

/// <summary>The plan, or why there is none.</summary>
public sealed record PlanOutcome(MissionPlan? Plan, IReadOnlyList<RunError> Errors)
{
    /// <summary><see cref="MissionPlan.Revision"/>, also where there is no plan.</summary>
    public int Revision { get; init; }
}

/// <summary>Reads the pinned document and resolves it against the tools that are here, once per run. With the plan the run's telemetry begins.</summary>
public sealed class PlanMissionActivity(MissionPorts ports) : Activity<PlanInput, PlanOutcome>
{
    public const string NotPlanned = "mission_not_planned";

    private readonly PinnedDefinitions _definitions = new(ports.Definitions);

    protected override async Task<PlanOutcome> RunAsync(ActivityContext context, PlanInput input)
    {
        if (input.Begins is { } run)
        {
            await ports.Telemetry.Records.WriteAsync(new TelemetryBatch { Runs = [run] }, context.CancellationToken);
        }

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

        plan = ApprovalPlanning.Apply(plan, ports.ApprovalRules, ports.Tools, agents) with
        {
            Watch = RiskWatch.Of(ports.Telemetry.Settings.Risk, definition.Budget),
            KpiAssets = KpiAssets(definition),
        };
        return new PlanOutcome(await new LargeValues(ports.Assets, input.RunId).TakeOutAsync(plan, context.CancellationToken), []) { Revision = MissionPlan.CurrentRevision };
    }

    private static List<string>? KpiAssets(MissionDefinition definition)
    {
        var assets = definition.Kpis.Select(kpi => kpi.StateAsset).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return assets.Count == 0 ? null : assets;
    }

    private static PlanOutcome Refused(IReadOnlyList<DocumentError> errors) =>
        new(null, errors.Select(error => new RunError(NotPlanned, $"{error.Path}: {error.Found}. {error.Cure}")).ToList()) { Revision = MissionPlan.CurrentRevision };
}
