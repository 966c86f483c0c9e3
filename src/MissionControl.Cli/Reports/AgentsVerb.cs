using System.CommandLine;
using System.Globalization;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Rendering;
using MissionControl.Http.Tools;
using MissionControl.Reference;
using MissionControl.Telemetry;

namespace MissionControl.Cli.Reports;

/// <summary><c>mission agents</c>: who hops are routed to, with the figures that count.</summary>
internal sealed class AgentsVerb(CommonOptions common) : Verb(common, "agents", "Lists agents with the statistics that count: of the hub's own runs, or of a file until there are enough of those.")
{
    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var settings = Common.Composition(parse).Settings;
        using var reader = HubReading.Open(Common.Hub(parse));
        var files = await new FileReferenceSource().ReadAsync(Common.Data(parse).Path, Terminal.Stop.Token);
        var imported = reader.Portfolio(settings, Terminal.Clock) is { } portfolio ? await portfolio.ReferenceAsync(Terminal.Stop.Token) : ReferenceSet.Empty;
        var own = reader.Telemetry(settings) is { } telemetry ? await telemetry.Records.TallyAgentsAsync(Terminal.Stop.Token) : new Dictionary<string, AgentTally>();
        var agents = AgentList.Of(files, imported, own, settings.MinSamples).Agents;
        if (Common.Json(parse))
        {
            WriteJson(agents);
        }
        else if (agents.Count == 0)
        {
            Terminal.Error.WriteLine("There are no agents: neither in a data directory nor among imported files.");
        }
        else
        {
            Write(agents);
        }

        return ExitCodes.Done;
    }

    private void Write(IReadOnlyList<AgentAnswer> agents)
    {
        var table = new TextTable("AGENT", "NAME", "STATUS", "FIGURES", "TASKS", "MINUTES", "APPROVED", "ESCALATED", "SUCCESS");
        foreach (var agent in agents)
        {
            var stats = agent.Stats;
            table.Add(
                agent.AgentId, agent.Name ?? "", agent.Status, agent.StatsFrom ?? "", Number(stats?.TasksExecuted), Number(stats?.AvgTaskDurationMinutes), Rate(stats?.ApprovalRate), Rate(stats?.EscalationRate), Rate(stats?.SuccessRate));
        }

        table.Write(Terminal);
    }

    private static string Number(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private static string Rate(decimal? rate) => rate is { } share ? $"{(100 * share).ToString("0.#", CultureInfo.InvariantCulture)} %" : "";
}
