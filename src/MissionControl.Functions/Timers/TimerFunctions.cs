using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;
using MissionControl.Portfolio;
using MissionControl.Runtime;

namespace MissionControl.Functions.Timers;

/// <summary>What happens by itself. The platform runs each at one place at a time, perhaps late: every one of them may be repeated.</summary>
public sealed class TimerFunctions(MissionApp app)
{
    private const string Every = "%";

    /// <summary>Finishes what a process left undone when it ended, and closes runs that the platform has ended.</summary>
    [Function("Sweep")]
    public async Task SweepAsync([TimerTrigger(Every + SettingNames.SweepSchedule + Every)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        await app.ReadyAsync(client, context.CancellationToken);
        var closed = await new PlatformEndings(app).CloseAsync(context.CancellationToken);
        var report = await app.Stores.Sweep.RunAsync(context.CancellationToken);
        AppLog.Swept(app.Log, report.Runs, report.Decisions, report.Events, closed, report.Hours, report.Failed);
    }

    /// <summary>Sends what people and systems must be told.</summary>
    [Function("Notify")]
    public async Task NotifyAsync([TimerTrigger(Every + SettingNames.NotifySchedule + Every)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        await app.ReadyAsync(client, context.CancellationToken);
        await app.Dispatcher!.RunOnceAsync(context.CancellationToken);
    }

    /// <summary>Deletes final runs that are older than the retention, counted to the time of the schedule and not of the start.</summary>
    [Function("Retention")]
    public async Task RetentionAsync([TimerTrigger(Every + SettingNames.RetentionSchedule + Every)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        await app.ReadyAsync(client, context.CancellationToken);
        var late = app.Clock.GetUtcNow() - ScheduledFor(timer, app.Clock.GetUtcNow());
        var query = new PurgeQuery(app.Settings.Retention + late, PurgeQuery.FinalStatuses);
        var outcome = await app.Missions.PurgeAsync(query, null, context.CancellationToken);
        AppLog.Purged(app.Log, outcome.Purged, outcome.StillEnding.Count);
    }

    /// <summary>Computes the portfolio's snapshot for the time of the schedule, then looks at the executive triggers.</summary>
    [Function("Snapshot")]
    public Task SnapshotAsync([TimerTrigger(Every + SettingNames.SnapshotSchedule + Every)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        TickAsync(PortfolioTick.SnapshotSchedule, app.Tick.RunSnapshotAsync, timer, client, context.CancellationToken);

    /// <summary>Counts the risk events for the time of the schedule, then looks at the executive triggers.</summary>
    [Function("RiskRollup")]
    public Task RollupAsync([TimerTrigger(Every + SettingNames.RollupSchedule + Every)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        TickAsync(PortfolioTick.RollupSchedule, app.Tick.RunRollupAsync, timer, client, context.CancellationToken);

    /// <summary>A tick that fails is missed: the next one computes what stands then, and a day that was not closed is closed by its last snapshot.</summary>
    private async Task TickAsync(
        string schedule, Func<DateTimeOffset, CancellationToken, Task> work, TimerInfo timer, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await app.ReadyAsync(client, cancellationToken);
        var at = ScheduledFor(timer, app.Clock.GetUtcNow());
        await work(at, cancellationToken);
        await app.Stores.Portfolio.SaveTickAsync(schedule, at, cancellationToken);
    }

    /// <summary>The tick that the call is for; a schedule without a memory is for now.</summary>
    internal static DateTimeOffset ScheduledFor(TimerInfo timer, DateTimeOffset now) =>
        timer.ScheduleStatus?.Last is { Ticks: > 0 } last && last.ToUniversalTime() <= now.UtcDateTime ? new DateTimeOffset(last.ToUniversalTime()) : now;
}
