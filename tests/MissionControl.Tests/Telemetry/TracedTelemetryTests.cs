using MissionControl.Assets;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Telemetry;
using MissionControl.Testing;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Telemetry;

/// <summary>The loop closed: recorded data taken in, fifty runs of its missions, and everything that is kept of them told by their histories.</summary>
public sealed class TracedTelemetryTests
{
    private const int Runs = 50;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Missions = ["M001", "M002", "M003"];
    private static readonly Dictionary<string, (string Kpi, decimal Unit)> Kpis = new() { ["M001"] = ("onboarding_time_days", 1440), ["M002"] = ("pipeline_days", 1440), ["M003"] = ("resolution_time_hours", 60) };
    private static readonly int[] Work = [1, 2, 3, 5, 9, 17];
    private static readonly int[] Delays = [0, 1, 4, 5, 9, 10, 30];

    private static readonly string Folder = Path.Combine(Repository.SharedData, "mission-control-v2");

    private readonly ReferenceSet _fixture = Files.ReadFolder(Folder).Set;
    private readonly List<PortfolioSnapshot> _snapshots = [];
    private int _calls;

    [SharedDataFact]
    public async Task Telemetry_OfFiftyRunsAfterAnImport_FollowsFromTheirHistories()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < Runs; i++)
        {
            await RunAsync(host, i);
        }

        var accounts = new List<RunAccount>();
        for (var i = 0; i < Runs; i++)
        {
            accounts.Add(new RunAccount(await host.HistoryAsync($"r{i}")));
        }

        await CompareRecordsAsync(host, accounts);
        await CompareRisksAsync(host, accounts);
        await CompareFiguresAsync(host, accounts);
    }

    private async Task<MissionHost> StartAsync()
    {
        var template = new ScriptedTool("template", (_, context) =>
        {
            ((ManualClock)context.Clock).Advance(TimeSpan.FromMinutes(Work[_calls++ % Work.Length]));
            return Task.FromResult(ToolResult.Of("result", "done"));
        })
        {
            Signature = new ToolSignature("template", "Does recorded work.") { Outputs = [new ToolOutput("result", AssetType.Any, "The work.")] },
        };
        var host = await MissionHost.StartAsync(template);
        host.Reference = _fixture;
        await host.AdvanceAsync(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero) - host.Clock.GetUtcNow());
        var files = Directory.EnumerateFiles(Folder, "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        var recorded = PortfolioRecords.Of(_fixture);
        var telemetry = new TelemetryBatch { Runs = recorded.Runs, TaskLogs = recorded.TaskLogs, Interventions = recorded.Interventions };
        await host.Telemetry.Portfolio.ImportAsync(new PortfolioImport(ImportedFiles.Of(files, host.Clock.GetUtcNow()), telemetry) { RiskEvents = recorded.RiskEvents, Snapshots = recorded.Snapshots }, None);
        return host;
    }

    private async Task RunAsync(MissionHost host, int i)
    {
        var mission = TestMission.Of(ReferenceMission.Build(_fixture, Missions[i % Missions.Length]).Document!);
        await host.RunAsync(mission, $"r{i}");
        foreach (var approval in await host.OpenApprovalsAsync($"r{i}"))
        {
            await host.AdvanceAsync(TimeSpan.FromMinutes(Delays[i % Delays.Length]));
            await host.VoteAsync(approval.ApprovalId, approve: i % 10 != 9);
        }

        _snapshots.Add(await new PortfolioTick(host.Portfolio).SnapshotAsync(host.Clock.GetUtcNow(), None));
        await host.AdvanceAsync(TimeSpan.FromHours(5));
    }

    private static async Task CompareRecordsAsync(MissionHost host, List<RunAccount> accounts)
    {
        var kept = await host.Telemetry.Records.ReadAsync(new TelemetryQuery(), None);

        Assert.Equal(
            accounts.Select(Run).Select(Wire.Serialize).Order(StringComparer.Ordinal),
            kept.Runs.Where(run => run.Origin == TelemetryOrigin.Own).Select(run => Wire.Serialize(run with { Error = null })).Order(StringComparer.Ordinal));
        Assert.Equal(
            accounts.SelectMany(account => account.Logs).Select(Wire.Serialize).Order(StringComparer.Ordinal),
            kept.TaskLogs.Where(log => log.Origin == TelemetryOrigin.Own).Select(Wire.Serialize).Order(StringComparer.Ordinal));
        Assert.Equal(
            accounts.SelectMany(account => account.Interventions).Select(Wire.Serialize).Order(StringComparer.Ordinal),
            kept.Interventions.Where(one => one.RunId[0] == 'r').Select(Wire.Serialize).Order(StringComparer.Ordinal));
    }

    private static async Task CompareRisksAsync(MissionHost host, List<RunAccount> accounts)
    {
        foreach (var (account, i) in accounts.Select((account, i) => (account, i)))
        {
            var kept = await host.Telemetry.Risks.ListAllAsync(new RiskQuery(RunId: $"r{i}"), None);

            Assert.Equal(
                account.Risks().Order(),
                kept.Select(risk => (risk.RiskType, risk.TaskId, risk.Severity, risk.Status, risk.Reason)).Order());
        }
    }

    private async Task CompareFiguresAsync(MissionHost host, List<RunAccount> accounts)
    {
        var own = AgentStatistics.TallyOwn(accounts.SelectMany(account => account.Logs));
        Assert.Equal(own.Values.OrderBy(tally => tally.AgentId), (await host.Telemetry.Records.TallyAgentsAsync(None)).Values.OrderBy(tally => tally.AgentId));

        var recorded = PortfolioRecords.Of(_fixture);
        foreach (var (snapshot, i) in _snapshots.Select((snapshot, i) => (snapshot, i)))
        {
            var soFar = accounts.Take(i + 1).ToList();
            Assert.Equal(8 + soFar.Count(account => Run(account).IsCompleted), snapshot.CompletedRuns);
            Assert.Equal(0, snapshot.ActiveRuns);
            var day = snapshot.ComputedAt!.Value.AddHours(-23);
            var since = new DateTimeOffset(day.Year, day.Month, day.Day, day.Hour, 0, 0, TimeSpan.Zero);
            Assert.Equal(soFar.SelectMany(account => account.Interventions).Count(one => one.At >= since), snapshot.HumanInterventionsLast24h);
            Assert.Equal(Improvement(recorded, soFar), snapshot.AvgKpiImprovementPct);
            Assert.Equal(AtRisk(soFar), snapshot.MissionsAtRisk);
        }

        // The fifty runs are such that everything happens.
        var types = accounts.SelectMany(account => account.Risks()).Select(risk => risk.Type).ToHashSet();
        Assert.Equal(["approval_delay", "sla_breach_risk", "task_overrun", "workflow_failure"], types.Order());

        var triggers = await host.Telemetry.Portfolio.ListTriggerHistoryAsync(100, None);
        Assert.Equal(["missions_at_risk", "risk_events_open"], triggers.Select(trigger => trigger.TriggerType).Distinct().Order());
        Assert.Equal(Fired(accounts).Order(), triggers.Select(trigger => (trigger.TriggerType, trigger.FiredAt)).Order());
    }

    private static MissionRun Run(RunAccount account)
    {
        var mission = account.Logs[0].MissionId;
        return account.Run(Kpis[mission].Kpi, Kpis[mission].Unit);
    }

    private static decimal Improvement(PortfolioRecords recorded, List<RunAccount> accounts)
    {
        var improvements = Missions.Select(mission =>
        {
            var latest = recorded.Runs.Concat(accounts.Select(Run)).Where(run => run.MissionId == mission && run.IsCompleted).MaxBy(run => run.StartTime)!;
            var baseline = mission == "M001" ? 5m : mission == "M002" ? 14m : 12m;
            return Math.Round(100 * (baseline - latest.Kpis[Kpis[mission].Kpi]) / baseline, 1, MidpointRounding.AwayFromZero);
        }).ToList();
        return Math.Round(improvements.Sum() / 3, 1, MidpointRounding.AwayFromZero);
    }

    private static int AtRisk(List<RunAccount> accounts) => Missions.Count(mission =>
    {
        var own = accounts.Where(account => account.Logs[0].MissionId == mission).ToList();
        return own.Any(account => account.Risks().Any(risk => risk is { Severity: "high", Status: "open" }))
            || (own.Count > 0 && own[^1].Risks().Any(risk => risk.Status == "open"));
    });

    /// <summary>Looked at when a run ends that something is to be said of, as the product does; conditions that hold then stay.</summary>
    private static IEnumerable<(string Type, DateTimeOffset FiredAt)> Fired(List<RunAccount> accounts)
    {
        var active = new HashSet<string>();
        for (var i = 0; i < accounts.Count; i++)
        {
            var soFar = accounts.Take(i + 1).ToList();
            if (!Run(accounts[i]).RiskFlagged && active.Count == 0)
            {
                continue;
            }

            var open = soFar.SelectMany(account => account.Risks()).Count(risk => risk.Status == "open");
            foreach (var (type, holds) in new[] { ("missions_at_risk", AtRisk(soFar) >= 2), ("risk_events_open", open >= 5) })
            {
                if (holds && active.Add(type))
                {
                    yield return (type, accounts[i].EndedAt);
                }
                else if (!holds)
                {
                    active.Remove(type);
                }
            }
        }
    }
}
