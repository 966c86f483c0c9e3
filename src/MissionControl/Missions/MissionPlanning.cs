using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Reference;
using MissionControl.Resolution;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>A plan, or every reason why there is none.</summary>
public sealed record MissionPlanningResult(MissionPlan? Plan, IReadOnlyList<DocumentError> Errors);

/// <summary>
/// Makes the plan of a mission: resolves its unresolved hops, decides which are routed, orders them.
/// The same document, input contents, tools and reference data give the same plan.
/// </summary>
public static class MissionPlanning
{
    /// <summary>Steps that the resolver may add to a hop, and therefore assets.</summary>
    private const int MostResolvedSteps = 4;

    /// <param name="contents">Content of each mission input at start, by its id.</param>
    public static MissionPlanningResult Plan(
        MissionDefinition definition,
        string file,
        IReadOnlyDictionary<string, JsonNode?> contents,
        ToolRegistry tools,
        ReferenceSet reference)
    {
        var routed = definition with
        {
            Hops = definition.Hops.Select(hop => hop with { RoutedByTask = hop is { Agent: null, Capability: null } && RoutingCheck.IsRouted(hop, reference) }).ToList(),
        };
        var errors = RoutingCheck.Find(routed, file, reference, tools).ToList();
        var shapes = routed.Inputs.Where(input => contents.ContainsKey(input.Id)).ToDictionary(input => input.Id, input => AssetShape.Of(input.Type, contents[input.Id]));
        var resolution = MissionResolver.Resolve(routed, file, tools, hop => hop.IsRouted, shapes);
        errors.AddRange(resolution.Errors);
        if (errors.Count > 0)
        {
            return new MissionPlanningResult(null, errors);
        }

        var graph = HopGraph.Of(resolution.Definition);
        var plan = new MissionPlan(definition.MissionId, definition.Name, graph.Hops.Select(hop => Plan(graph, hop, resolution)).ToList())
        {
            Outputs = definition.Outputs.Select(output => new PlannedOutput(output.Id, output.Type)).ToList(),
            Approvals = definition.Approvals,
            Timeout = definition.Timeout,
            InlineLimit = InlineLimit(definition),
        };
        return new MissionPlanningResult(plan, []);
    }

    /// <summary>The largest body that travels inline in this mission, in bytes: so that all assets that can meet in one message stay small together.</summary>
    public static int InlineLimit(MissionDefinition definition)
    {
        var mission = definition.Inputs.Count + definition.Hops.Sum(hop => hop.Outputs.Count);
        var largestHop = definition.Hops.Max(hop => hop.Inputs.Count + hop.Outputs.Count + Math.Max(MostResolvedSteps, hop.Steps.Sum(step => step.Results.Count)));
        return AssetBody.InlineLimit(Math.Max(mission, largestHop));
    }

    private static PlannedHop Plan(HopGraph graph, HopDefinition hop, MissionResolution resolution) => new(
        hop,
        graph.PrerequisitesOf(hop.Id),
        graph.ProducersOf(hop.Id))
    {
        Resolution = resolution.Explanations.GetValueOrDefault(hop.Id),
    };
}
