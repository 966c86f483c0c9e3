using MissionControl.Hops;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Missions;

/// <summary>
/// What a mission tells of its run: rounds of hops within two seconds of their end, or with the end of the run where that comes first, so that
/// a short run tells all of it at once; the time of its budget; its end.
/// </summary>
/// <param name="over">Cancelled by <see cref="EndAsync"/>.</param>
internal sealed class RunTelemetry(OrchestrationContext context, RunInput input, MissionPlan? plan, CancellationTokenSource over)
{
    private const int MostAttempts = 8;
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    private readonly List<TaskLog> _untold = [];
    private Task _telling = Task.CompletedTask;
    private Task _budget = Task.CompletedTask;
    private bool _isGathering;
    private decimal _humanDelayMinutes = input.Checkpoint?.HumanDelayMinutes ?? 0;

    /// <summary>Minutes that people took over the plan and the outputs, in all executions; null: none.</summary>
    public decimal? HumanDelayMinutes => _humanDelayMinutes == 0 ? null : _humanDelayMinutes;

    /// <summary>The run's record as it begins.</summary>
    public static MissionRun Begin(RunInput input, string executionId) => new(input.RunId, input.MissionId, input.RunStartedAt, Wire.Word(RunStatus.Running))
    {
        DefinitionHash = input.DefinitionHash,
        RequestedBy = input.RequestedBy,
        Retries = InstanceIds.RetriesBefore(input.RunId, executionId),
        Origin = TelemetryOrigin.Own,
    };

    public void WatchBudget() => _ = WatchBudgetAsync();

    public void CountDelay(TimeSpan delay) => _humanDelayMinutes += RoundClock.Minutes(delay);

    public void Add(HopDefinition hop, HopResult result)
    {
        if (HopLog.Of(input.RunId, input.MissionId, hop, result) is not { } log)
        {
            return;
        }

        _untold.Add(log with { EndedAt = log.EndedAt ?? context.CurrentUtcDateTime });
        if (!_isGathering)
        {
            _isGathering = true;
            _ = GatherAsync();
        }
    }

    /// <summary>Tells the end until it is heard, or long enough: whoever closes the run then closes its record.</summary>
    /// <returns>What the check of the outputs found; null when nobody heard of the end.</returns>
    public async Task<IReadOnlyList<RunError>?> EndAsync(RunEnding ending)
    {
        over.Cancel();
        await Task.WhenAll(_telling, _budget);
        ending = ending with { Logs = _untold, HumanDelayMinutes = _humanDelayMinutes, At = context.CurrentUtcDateTime };
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            try
            {
                return (await context.CallActivityAsync<RunEndOutcome>(TaskNames.EndRun, ending)).Errors;
            }
            catch (ActivityFailedException) when (attempt < MostAttempts)
            {
                await context.CreateTimer(context.CurrentUtcDateTime + TimeSpan.FromSeconds(Math.Pow(2, attempt)), CancellationToken.None);
            }
            catch (ActivityFailedException)
            {
                break;
            }
        }

        return null;
    }

    private async Task GatherAsync()
    {
        try
        {
            await context.CreateTimer(context.CurrentUtcDateTime + Gathering, over.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _isGathering = false;
        await (_telling = TellAsync());
    }

    private async Task TellAsync()
    {
        var logs = _untold.ToList();
        if (await TelemetryCall.TellAsync(context, new TelemetryNotice(input.RunId, input.MissionId, input.DefinitionHash) { Logs = logs }))
        {
            _untold.RemoveAll(logs.Contains);
        }
    }

    private async Task WatchBudgetAsync()
    {
        if (plan?.Watch?.BudgetMinutes is not { } minutes)
        {
            return;
        }

        try
        {
            await context.CreateTimer(input.RunStartedAt + TimeSpan.FromTicks((long)(minutes * TimeSpan.TicksPerMinute)), over.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var now = context.CurrentUtcDateTime;
        var taken = Math.Max(minutes, (now - input.RunStartedAt).Ticks / (decimal)TimeSpan.TicksPerMinute);
        var fact = new RunReachedItsTime(input.RunId, input.MissionId, taken, minutes, now);
        await (_budget = TelemetryCall.TellAsync(context, new TelemetryNotice(input.RunId, input.MissionId) { Facts = [fact] }));
    }
}
