using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Resolution;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Telemetry;

namespace MissionControl.Agents;

/// <summary>Asks who does a hop.</summary>
/// <param name="Excluded">Agents that were used for this hop in this run.</param>
/// <param name="Inputs">Local name to the type of the asset that is there.</param>
public sealed record RouteInput(
    string RunId,
    HopDefinition Hop,
    IReadOnlyList<string> Excluded,
    IReadOnlyDictionary<string, AssetType> Inputs,
    string? DataDirectory)
{
    /// <summary>The mission's own, under what the hop and the configuration say.</summary>
    public ApprovalSettings? Approvals { get; init; }
}

/// <summary>Who does it.</summary>
/// <param name="Steps">The agent's own steps when the hop has none.</param>
/// <param name="Problem">Why nobody can do it; null when somebody can.</param>
public sealed record RouteOutcome(RoutingDecision Decision, IReadOnlyList<StepDefinition>? Steps, string? Problem)
{
    /// <summary>The policy by which this agent's price makes the hop need an approval; null: it does not.</summary>
    public ApprovalPolicy? Approval { get; init; }
}

/// <summary>Reads agents, capabilities and figures as they are now, and chooses; the answer in the history explains the choice for ever.</summary>
public sealed class RouteHopActivity(MissionPorts ports) : Activity<RouteInput, RouteOutcome>
{
    protected override async Task<RouteOutcome> RunAsync(ActivityContext context, RouteInput input)
    {
        var reference = await ports.Reference.ReadAsync(input.DataDirectory, context.CancellationToken);
        var hop = input.Hop;
        var telemetry = ports.Telemetry;
        var own = await telemetry.Records.TallyAgentsAsync(context.CancellationToken);
        reference = reference with { Stats = AgentStatistics.Effective(reference.Stats, own, telemetry.Settings.MinSamples) };
        var request = new RoutingRequest(hop.Id)
        {
            Capability = hop.Capability,
            Agent = hop.Agent,
            Strategy = ports.Routing,
            Excluded = input.Excluded,
            ActiveHops = await telemetry.Records.CountAssignedAsync(context.CancellationToken),
        };
        var decision = HopRouter.Route(request, reference, telemetry.Settings.Routing);
        if (decision.AgentId is null)
        {
            return new RouteOutcome(decision, null, $"{decision.Problem} Make an agent available, then retry the run.");
        }

        await telemetry.Records.AssignAsync(new HopAssignment(input.RunId, hop.Id, decision.AgentId), context.CancellationToken);
        var planning = new ApprovalPlanning(ports.ApprovalRules, ports.Tools, reference, PolicyMerge.Of(input.Approvals ?? new ApprovalSettings()));
        if (hop.Steps.Count > 0)
        {
            return new RouteOutcome(decision, null, null) { Approval = Approval(planning, hop, hop.Steps, decision) };
        }

        var (steps, problem) = AgentSteps(hop, decision, input);
        return steps is null
            ? new RouteOutcome(decision, null, problem)
            : new RouteOutcome(decision, planning.Apply(steps, hop.Approval), problem) { Approval = Approval(planning, hop, steps, decision) };
    }

    /// <summary>Only who does it tells what it costs; a hop that is asked about anyway has its policy.</summary>
    private ApprovalPolicy? Approval(ApprovalPlanning planning, HopDefinition hop, IReadOnlyList<StepDefinition> steps, RoutingDecision decision)
    {
        var agent = decision.Candidates.FirstOrDefault(candidate => candidate.AgentId == decision.AgentId)?.CostPerTaskUsd;
        var cost = hop.EstimatedCostUsd ?? HopEstimate.Sum(HopEstimate.ToolsUsd(steps.Select(step => step.ToolName), ports.Tools), agent);
        return hop.RequiresHumanApproval ? null : planning.Policy(hop, cost);
    }

    private (IReadOnlyList<StepDefinition>? Steps, string? Problem) AgentSteps(HopDefinition hop, RoutingDecision decision, RouteInput input)
    {
        if (ports.Tools.Find(decision.ToolName!) is not { } tool)
        {
            return (null, $"Agent '{decision.AgentId}' works with the tool '{decision.ToolName}', which is not registered here. 'mission tools' lists the tools.");
        }

        var shapes = input.Inputs.ToDictionary(local => local.Key, local => new AssetShape(local.Value));
        var resolution = AgentStep.Build(hop, tool.Signature, shapes);
        return resolution.IsResolved
            ? (resolution.Steps, null)
            : (null, $"The tool '{decision.ToolName}' of agent '{decision.AgentId}' does not fit hop '{hop.Id}': {resolution.Problem}.");
    }
}
