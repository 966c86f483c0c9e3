using MissionControl.Approvals;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Risk;

public sealed class EarlyTimerTests
{
    [Fact]
    public async Task Delay_WhoseTimerFiresBeforeTheClockSaysSo_IsToldAsItsThreshold()
    {
        var context = new EarlyContext();
        var input = new ApprovalInput("r1", "m", "r1", new ApprovalSubject(ApprovalSubjectKind.Hop, 1, "a"), "Do it", new ApprovalSettings()) { LateMinutes = [5, 10] };
        using var over = new CancellationTokenSource();

        var watch = new LatenessWatch(context, input, context.Now, over.Token);
        watch.Begin();
        await watch.EndAsync(context.Now);

        Assert.Equal([5m, 10m], context.Told.OfType<PersonIsLate>().Select(late => late.DelayMinutes));
    }

    /// <summary>A platform whose timers fire a moment too early.</summary>
    private sealed class EarlyContext : OrchestrationContext
    {
        public DateTimeOffset Now { get; private set; } = new(2026, 2, 6, 9, 0, 0, TimeSpan.Zero);

        public List<RiskFact> Told { get; } = [];

        public override string InstanceId => "r1";

        public override string? ParentInstanceId => null;

        public override string Version => "1";

        public override DateTimeOffset CurrentUtcDateTime => Now;

        public override bool IsReplaying => false;

        public override bool RecordsCustomStatus => true;

        public override T? GetInput<T>()
            where T : default => throw new NotSupportedException();

        public override Guid NewGuid() => throw new NotSupportedException();

        public override Task<T> CallActivityAsync<T>(string name, object? input)
        {
            Told.AddRange(((TelemetryNotice)input!).Facts!);
            return Task.FromResult((T)(object)true);
        }

        public override Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId) => throw new NotSupportedException();

        public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
        {
            Now = fireAt.AddMilliseconds(-1);
            return Task.CompletedTask;
        }

        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override void SendEvent(string instanceId, string eventName, object? payload) => throw new NotSupportedException();

        public override void SetCustomStatus(object? status) => throw new NotSupportedException();

        public override void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();
    }
}
