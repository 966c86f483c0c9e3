using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MissionControl.Agents;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Routing;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Telemetry;

namespace MissionControl.Http.Tools;

/// <summary>What missions can name: tools and agents.</summary>
internal static class ToolHandlers
{
    public static Task<IResult> ToolsAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        return Task.FromResult(JsonAnswer.Tagged(new ToolList([.. call.Api.Tools.All.Select(tool => ToolAnswer.Of(tool.Signature))])));
    }

    /// <summary>Those that runs find in the server's data directory, then those that were imported, with the statistics that count.</summary>
    public static async Task<IResult> AgentsAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var reference = await call.Api.Reference.ReadAsync(call.Api.DataDirectory, call.Aborted);
        var imported = call.Api.Portfolio is { } portfolio ? await portfolio.ReferenceAsync(call.Aborted) : ReferenceSet.Empty;
        var own = call.Api.Telemetry is { } telemetry ? await telemetry.Records.TallyAgentsAsync(call.Aborted) : new Dictionary<string, AgentTally>();
        return JsonAnswer.Tagged(AgentList.Of(reference, imported, own, (call.Api.Telemetry?.Settings ?? PortfolioSettings.Default).MinSamples));
    }
}

public sealed record ToolList(IReadOnlyList<ToolAnswer> Tools);

/// <summary>A tool as steps name it.</summary>
public sealed record ToolAnswer(
    string Name, string Description, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterAnswer> Parameters, IReadOnlyList<OutputAnswer> Outputs, decimal CostUsd, bool Writes)
{
    public static ToolAnswer Of(ToolSignature tool) => new(
        tool.Name,
        tool.Description,
        tool.Aliases,
        [.. tool.Parameters.Select(one => new ParameterAnswer(one.Name, one.Type.ToString(), one.Description, one.Required && one.Default is null) { Default = one.Default, AllowedValues = one.AllowedValues })],
        [.. tool.Outputs.Select(one => new OutputAnswer(one.Name, one.Type.ToString(), one.Description))],
        tool.CostUsd,
        tool.Writes);
}

public sealed record ParameterAnswer(string Name, string Type, string Description, bool Required)
{
    public JsonNode? Default { get; init; }

    public IReadOnlyList<string> AllowedValues { get; init; } = [];
}

public sealed record OutputAnswer(string Name, string Type, string Description);

public sealed record AgentList(IReadOnlyList<AgentAnswer> Agents)
{
    /// <param name="files">What a data directory says.</param>
    /// <param name="imported">What the hub imported; of an agent that both know, the directory's counts.</param>
    /// <param name="own">Tallies of the logs of our own runs.</param>
    public static AgentList Of(ReferenceSet files, ReferenceSet imported, IReadOnlyDictionary<string, AgentTally> own, int minSamples)
    {
        var baselines = files.Stats.Concat(imported.Stats).DistinctBy(stats => stats.AgentId).ToList();
        var counting = AgentStatistics.Effective(baselines, own, minSamples).ToDictionary(stats => stats.AgentId, StringComparer.Ordinal);
        return new AgentList([
            .. files.Agents.Concat(imported.Agents).DistinctBy(agent => agent.AgentId)
                .Select(agent => AgentAnswer.Of(agent, counting.GetValueOrDefault(agent.AgentId), AgentStatistics.IsOwn(agent.AgentId, own, minSamples))),
        ]);
    }
}

/// <summary>An agent that hops are routed to, with what is known of its work.</summary>
public sealed record AgentAnswer(string AgentId, string Status, IReadOnlyList<string> Capabilities)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Tool { get; init; }

    public decimal? CostPerTaskUsd { get; init; }

    /// <summary>The figures that count; null when nothing is known of its work.</summary>
    public AgentStats? Stats { get; init; }

    /// <summary>Where the figures come from: <c>own</c>, logs of this hub's runs, or <c>baseline</c>, a statistics file.</summary>
    public string? StatsFrom { get; init; }

    public static AgentAnswer Of(Agent agent, AgentStats? stats, bool isOwn) => new(agent.AgentId, agent.Status, agent.Capabilities)
    {
        Name = agent.Name,
        Description = agent.Description,
        Tool = agent.Tool,
        CostPerTaskUsd = agent.CostPerTaskUsd,
        Stats = stats,
        StatsFrom = stats is null ? null : isOwn ? "own" : "baseline",
    };
}
