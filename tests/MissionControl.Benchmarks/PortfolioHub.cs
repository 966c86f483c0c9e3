using System.Globalization;
using MissionControl.Embedded;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Benchmarks;

/// <summary>A year of a large portfolio: 100 missions of five tasks, 200 agents, a risk event in every 51st run.</summary>
internal static class PortfolioHub
{
    public const int Runs = 1_000_000;
    public const int Tasks = 5;

    private const int Missions = 100;
    private const int Agents = 200;
    private const int RiskEvery = 51;
    private const int Batch = 200;
    private const int AtOnce = 16;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset End => At(Runs);

    public static IReadOnlyList<PortfolioMission> Documents { get; } =
        [.. Enumerable.Range(0, Missions).Select(i => new PortfolioMission(Mission(i), $"Mission {i}"))];

    public static Task<EmbeddedRuntime> OpenAsync(string hubFile) => EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        HubFile = hubFile,
        Clock = TimeProvider.System,
        Registry = _ => OrchestrationBenchmarks.Registry(),
    });

    public static async Task FillAsync(EmbeddedRuntime runtime)
    {
        foreach (var chunk in Enumerable.Range(0, Runs / Batch).Chunk(AtOnce))
        {
            await Task.WhenAll(chunk.Select(batch => runtime.Stores.Telemetry.WriteAsync(Records(Enumerable.Range(batch * Batch, Batch)), CancellationToken.None)));
            await Task.WhenAll(chunk.SelectMany(batch => Enumerable.Range(batch * Batch, Batch)).Where(run => run % RiskEvery == 0).Select(run =>
                runtime.Stores.Risks.ChangeAsync(Mission(run), RunId(run), _ => [Risk(run)], CancellationToken.None)));
        }
    }

    /// <summary>Everything of some runs as they end.</summary>
    public static TelemetryBatch Records(IEnumerable<int> runs)
    {
        var all = runs.ToList();
        return new TelemetryBatch
        {
            Runs = [.. all.Select(Run)],
            TaskLogs = [.. all.SelectMany(run => Enumerable.Range(0, Tasks).Select(task => Log(run, task)))],
            Interventions = [.. all.Where(run => run % 10 == 0).Select(run => Intervention.OfDecision($"{RunId(run)}~plan~1", At(run), RunId(run), Mission(run)))],
        };
    }

    private static string RunId(int run) => string.Create(CultureInfo.InvariantCulture, $"{Wire.Sha256(BitConverter.GetBytes(run))[..12]}-{run}");

    private static string Mission(int run) => string.Create(CultureInfo.InvariantCulture, $"mission-{run % Missions:00}");

    private static DateTimeOffset At(int run) => Start + (run * (TimeSpan.FromDays(365) / Runs));

    private static MissionRun Run(int run) => new(RunId(run), Mission(run), At(run) - TimeSpan.FromMinutes(20), run % 20 == 0 ? "failed" : "completed")
    {
        EndTime = At(run),
        TotalDurationMinutes = 20,
        Kpis = new Dictionary<string, decimal> { ["resolution_time_hours"] = run % 70 / 10m },
        HumanInterventions = run % 10 == 0 ? 1 : 0,
        RiskFlagged = run % RiskEvery == 0,
        HumanDelayMinutes = 1.5m,
        DefinitionHash = Wire.Sha256(BitConverter.GetBytes(run % Missions)),
        RequestedBy = "ann",
        Cost = new Cost { StepsUsd = run % 1000 / 10_000m, TokensIn = 1200, TokensOut = 300 },
        Origin = TelemetryOrigin.Own,
    };

    private static TaskLog Log(int run, int task) => new(RunId(run), Mission(run), $"task-{task}", $"agent-{((run * Tasks) + task) % Agents:000}", "completed")
    {
        ActualDurationMinutes = 3 + (run % 400 / 100m),
        HumanApprovalRequired = task == 2,
        HumanDelayMinutes = task == 2 ? 1.5m : 0,
        Attempts = 1,
        StartedAt = At(run) - TimeSpan.FromMinutes(20 - (4 * task)),
        EndedAt = At(run) - TimeSpan.FromMinutes(16 - (4 * task)),
        Decision = task == 2 ? TaskDecision.Approved : null,
        EstimatedDurationMinutes = 4,
        Cost = new Cost { StepsUsd = run % 1000 / 50_000m, TokensIn = 240, TokensOut = 60 },
        Origin = TelemetryOrigin.Own,
    };

    private static RiskEvent Risk(int run)
    {
        var risk = new RiskEvent(RiskEvent.IdOf(RunId(run), null, RiskType.WorkflowFailure), RunId(run), Mission(run), null, RiskType.WorkflowFailure, Severity.Medium, "It failed.", At(run), RiskEvent.Open);
        return run % (100 * RiskEvery) == 0 ? risk : risk.Close("ann", At(run), "done");
    }
}
