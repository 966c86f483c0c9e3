using System.CommandLine;
using System.Globalization;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Portfolio;

namespace MissionControl.Cli.Reports;

/// <summary><c>mission snapshot</c>: where the portfolio stands now, computed and kept.</summary>
internal sealed class SnapshotVerb(CommonOptions common) : Verb(common, "snapshot", "Computes the portfolio's snapshot of today, keeps it, and evaluates the executive triggers.")
{
    protected override async Task<int> RunAsync(ParseResult parse)
    {
        PortfolioSnapshot snapshot;
        await using (var access = await Common.Composition(parse).AccessAsync(Common.Hub(parse), drivenRun: null, onlyRecord: true))
        {
            snapshot = await access.Records.SnapshotAsync(CancellationToken.None);
        }

        if (Common.Json(parse))
        {
            WriteJson(snapshot);
            return ExitCodes.Done;
        }

        Terminal.Out.WriteLine($"Portfolio on {snapshot.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        Fact("active runs", Number(snapshot.ActiveRuns));
        Fact("completed runs", Number(snapshot.CompletedRuns));
        Fact("missions at risk", Number(snapshot.MissionsAtRisk));
        Fact("average KPI improvement", snapshot.AvgKpiImprovementPct is { } improvement ? $"{improvement.ToString(CultureInfo.InvariantCulture)} %" : "-");
        Fact("top bottleneck", snapshot.TopBottleneckTaskId is { } task ? $"{PlainText.Line(snapshot.TopBottleneckTaskName ?? task)} ({task})" : "-");
        Fact("escalations in 24 hours", Number(snapshot.EscalationsLast24h));
        Fact("human interventions in 24 hours", Number(snapshot.HumanInterventionsLast24h));
        return ExitCodes.Done;
    }

    private void Fact(string name, string value) => Terminal.Out.WriteLine($"  {name}: {value}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
