using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>
/// Waits for people. The record is the only arbiter: an event, a deadline, a reminder and a cancellation only lead to a look at it,
/// and what it then says is the outcome.
/// </summary>
public sealed class ApprovalOrchestrator : Orchestrator<ApprovalInput, ApprovalOutcome>
{
    protected override async Task<ApprovalOutcome> RunAsync(OrchestrationContext context, ApprovalInput input)
    {
        var request = new ApprovalRequest(input, context.InstanceId, context.CurrentUtcDateTime);
        var record = await context.CallActivityAsync<ApprovalRecord>(TaskNames.RequestApproval, request);

        using var settled = new CancellationTokenSource();
        var decided = context.WaitForExternalEvent<object?>(input.ApprovalId, settled.Token);
        var cancelled = context.WaitForExternalEvent<object?>(EventNames.Cancel, settled.Token);
        using var alarm = new ApprovalAlarm(context);
        alarm.Set(record);
        var lateness = new LatenessWatch(context, input, record.RequestedAt, settled.Token);
        lateness.Begin();

        while (record.IsOpen)
        {
            var first = await Task.WhenAny(alarm.Rings is { } rings ? [decided, cancelled, rings] : [decided, cancelled]);
            var action = first == cancelled ? SettleAction.Cancel : first == decided ? SettleAction.Read : SettleAction.Expire;
            if (first == decided)
            {
                decided = context.WaitForExternalEvent<object?>(input.ApprovalId, settled.Token);
            }

            var settle = new SettleRequest(record.ApprovalId, action, context.CurrentUtcDateTime);
            record = await context.CallActivityAsync<ApprovalRecord>(TaskNames.SettleApproval, settle);
            alarm.Set(record);
        }

        settled.Cancel();
        var end = record.Decision?.At ?? context.CurrentUtcDateTime;
        await lateness.EndAsync(end);
        return new ApprovalOutcome(record.ApprovalId, record.Status, end - record.RequestedAt, record.Decision) { Escalations = record.Level == 0 ? null : record.Level };
    }

    /// <summary>The one durable timer of an approval: at the next moment at which the clock changes the record, gone when there is none.</summary>
    private sealed class ApprovalAlarm(OrchestrationContext context) : IDisposable
    {
        private CancellationTokenSource? _set;
        private DateTimeOffset? _at;

        public Task? Rings { get; private set; }

        public void Set(ApprovalRecord record)
        {
            var at = !record.IsOpen ? null : record.RemindAt < record.Due || record.Due is null ? record.RemindAt ?? record.Due : record.Due;
            if (at == _at && Rings is not { IsCompleted: true })
            {
                return;
            }

            _set?.Cancel();
            _set?.Dispose();
            (_at, _set, Rings) = (at, null, null);
            if (at is { } time)
            {
                _set = new CancellationTokenSource();
                Rings = context.CreateTimer(time, _set.Token);
            }
        }

        public void Dispose() => _set?.Dispose();
    }
}
