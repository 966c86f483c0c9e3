using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Telemetry;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>Writes of telemetry, risks and the portfolio that are interrupted and done again are as if they had been done once.</summary>
public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Telemetry_WrittenWithInterruptions_IsCountedOnce()
    {
        var history = new TelemetryHistory(3, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var (first, second) = (history.Next(), history.Next());
        await InterruptEverywhereAsync(
            stores => stores.Telemetry.WriteAsync(first, None),
            stores => stores.Telemetry.WriteAsync(second, None),
            stores => AssertFiguresAsync(stores, history, "Interrupted."));
    }

    [StoreFact]
    public Task RiskChange_InterruptedAnywhere_LeavesTheEventAndItsNotice() => InterruptEverywhereAsync(
        stores => PutAsync(stores, RiskOf("e", stores.Clock.GetUtcNow())),
        stores => PutAsync(stores, RiskOf("e", stores.Clock.GetUtcNow()) with { Severity = Severity.High }, RiskOf("f", stores.Clock.GetUtcNow()) with { Severity = Severity.Critical }),
        async stores =>
        {
            Assert.Equal(["e", "f"], (await stores.Risks.ListOpenAsync(None)).Select(risk => risk.EventId).Order(StringComparer.Ordinal));
            Assert.Equal((2, 7), ((await stores.Risks.CountAsync(None)).TotalCount, (await stores.Risks.CountAsync(None)).Index));
            Assert.Equal(2, (await stores.Notices.ListAsync(10, None)).Count);
        });

    [StoreFact]
    public Task Triggers_EvaluatedWithInterruptions_FireOnce() => InterruptEverywhereAsync(
        _ => Task.CompletedTask,
        stores => EvaluateAsync(stores, stores.Clock.GetUtcNow(), ("a", 1), ("b", 2)),
        async stores =>
        {
            Assert.Equal(["a", "b"], (await stores.Portfolio.ListTriggersAsync(None)).Select(one => one.TriggerType));
            Assert.Equal(2, (await stores.Portfolio.ListTriggerHistoryAsync(10, None)).Count);
            Assert.Equal(2, (await stores.Notices.ListAsync(10, None)).Count);
        });

    [StoreFact]
    public Task Import_InterruptedAnywhere_IsTakenInByItsRepetition() => InterruptEverywhereAsync(
        _ => Task.CompletedTask,
        stores => stores.Portfolio.ImportAsync(Import(stores.Clock.GetUtcNow()), None),
        AssertImportedAsync);

    [StoreFact]
    public Task End_InterruptedAnywhere_IsToldOnce() => InterruptEverywhereAsync(
        async stores =>
        {
            await stores.StartAsync(Start("r1"));
            await WriteAsync(stores, RunOf("r1", stores.Clock.GetUtcNow(), "running"));
        },
        async stores =>
        {
            if (await stores.Runs.GetAsync("r1", None) is { IsFinal: false })
            {
                await stores.EndAsync("r1", RunStatus.Failed);
            }
        },
        async stores =>
        {
            Assert.Equal("failed", (await stores.Telemetry.FindRunAsync("r1", None))!.Status);
            Assert.Equal([("workflow_failure", true)], await RisksAsync(stores));
            Assert.Single(await stores.Notices.ListAsync(10, None));
        });

    [StoreFact]
    public Task Vote_InterruptedAnywhere_CountsOneIntervention() => InterruptEverywhereAsync(
        async stores =>
        {
            await stores.StartAsync(Start("r1"));
            await AddAsync(stores, Approval("r1", stores.Clock.GetUtcNow()));
        },
        stores => DecideAsync(stores, Approval("r1", stores.Clock.GetUtcNow()), "ann", stores.Clock.GetUtcNow()),
        async stores => Assert.Equal([InterventionKind.Decision], await KindsAsync(stores)));

    [StoreFact]
    public Task Retry_InterruptedAnywhere_LeavesAnActiveRunAndOneIntervention() => InterruptEverywhereAsync(
        async stores =>
        {
            await stores.StartAsync(Start("r1"));
            await stores.EndAsync("r1", RunStatus.Failed);
            await stores.RecoverAsync();
        },
        async stores =>
        {
            if (await stores.Runs.GetAsync("r1", None) is { Status: RunStatus.Failed })
            {
                await stores.RetryAsync("r1");
            }
        },
        async stores =>
        {
            Assert.Equal(("r1", 1), Assert.Single((await stores.Telemetry.ListActiveAsync(None)).Select(run => (run.RunId, run.Retries))));
            Assert.Equal([InterventionKind.Retry], await KindsAsync(stores));
        });
}
