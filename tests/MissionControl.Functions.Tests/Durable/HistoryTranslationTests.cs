using DurableTask.Core;
using DurableTask.Core.History;
using MissionControl.Functions.Durable;
using MissionControl.Runtime.Inbox;
using Ours = MissionControl.Runtime.History;

namespace MissionControl.Functions.Tests.Durable;

public sealed class HistoryTranslationTests
{
    private static readonly DateTime At = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Start_OfAnInstance_ShowsTheOrchestratorsOwnInput()
    {
        var started = new ExecutionStartedEvent(-1, Wire.Serialize(new InstanceInput("3") { Input = Payload.Of(new { RunId = "r1" }) }))
        {
            Name = "Mission",
            ParentInstance = new ParentInstance { OrchestrationInstance = new OrchestrationInstance { InstanceId = "p" }, TaskScheduleId = 4 },
        };

        var history = HistoryTranslation.Of("r1", [started]);

        Assert.Equal("p", history.ParentInstanceId);
        Assert.Equal(new Ours.ExecutionStarted("Mission", "3", """{"run_id":"r1"}""", "p", 4), Assert.Single(history.Events));
    }

    [Fact]
    public void Start_AfterTheFirstTurnOfThePlatform_IsTheFirstEvent()
    {
        var history = HistoryTranslation.Of("r1", [new OrchestratorStartedEvent(-1) { Timestamp = At }, new ExecutionStartedEvent(-1, null) { Name = "Mission" }, new TimerCreatedEvent(0, At)]);

        Assert.Equal([typeof(Ours.ExecutionStarted), typeof(Ours.OrchestratorStarted), typeof(Ours.TimerCreated)], history.Events.Select(happened => happened.GetType()));
    }

    [Fact]
    public void Child_ThatBegan_LendsItsInputToTheDecisionOfItsParent()
    {
        var parent = HistoryTranslation.Of("r1", [new SubOrchestrationInstanceCreatedEvent(3) { Name = "Hop", InstanceId = "r1~h" }, new SubOrchestrationInstanceCreatedEvent(4) { Name = "Hop", InstanceId = "r1~i" }]);
        var child = HistoryTranslation.Of("r1~h", [new ExecutionStartedEvent(-1, Wire.Serialize(new InstanceInput("3") { Input = Payload.Of(7) })) { Name = "Hop" }]);

        var joined = HistoryTranslation.WithInputsOfChildren([parent, child]);

        Assert.Equal(["7", null], joined[0].Events.Cast<Ours.SubOrchestrationInstanceCreated>().Select(created => created.Input));
    }

    [Fact]
    public void Answer_OfAnActivity_IsItsResultOrItsFailure()
    {
        var failure = new MissionControl.Runtime.FailureDetails("TimeoutException", "late");
        var history = HistoryTranslation.Of("r1",
        [
            new TaskScheduledEvent(1) { Name = "RunStep", Input = "5" },
            new TaskCompletedEvent(-1, 1, Wire.Serialize(new ActivityAnswer { Result = Payload.Of(7) })),
            new TaskCompletedEvent(-1, 2, Wire.Serialize(new ActivityAnswer { Failure = failure })),
        ]);

        Assert.Equal([new Ours.TaskScheduled(1, "RunStep", "5"), new Ours.TaskCompleted(1, "7"), new Ours.TaskFailed(2, failure)], history.Events);
    }

    [Fact]
    public void Activity_ThatThePlatformCouldNotRun_IsInterruptedAndNotFailed()
    {
        var history = HistoryTranslation.Of("r1", [new TaskFailedEvent(-1, 1, "Function 'RunStep' failed with an unhandled exception.", null)]);

        Assert.Equal(MissionControl.Runtime.FailureDetails.Interrupted, Assert.IsType<Ours.TaskFailed>(Assert.Single(history.Events)).Details.ErrorType);
    }

    [Fact]
    public void Events_OfAnInstance_HaveTheNamesThatTheyWereRaisedBy()
    {
        var envelope = Wire.Serialize(new EventEnvelope("hop_notice") { Payload = Payload.Of("x"), EventId = "e-1", By = "ann" });
        var history = HistoryTranslation.Of("r1",
        [
            new EventRaisedEvent(-1, envelope) { Name = DurableMissionContext.Channel },
            new EventSentEvent(3) { InstanceId = "h", Name = DurableMissionContext.Channel, Input = envelope },
            new EventRaisedEvent(-1, "\"raw\"") { Name = "foreign" },
        ]);

        Assert.Equal(
            [new Ours.EventRaised("hop_notice", "\"x\"", "e-1") { By = "ann" }, new Ours.EventSent(3, "h", "hop_notice", "\"x\""), new Ours.EventRaised("foreign", "\"raw\"", null)],
            history.Events);
    }

    [Fact]
    public void Timers_OfAnInstance_KeepTheirTimesInUtc()
    {
        var history = HistoryTranslation.Of("r1", [new TimerCreatedEvent(2, At), new TimerFiredEvent(-1, At) { TimerId = 2 }]);

        Assert.Equal([new Ours.TimerCreated(2, new DateTimeOffset(At)), new Ours.TimerFired(2)], history.Events);
    }

    [Theory]
    [InlineData(OrchestrationStatus.Completed, typeof(Ours.ExecutionCompleted))]
    [InlineData(OrchestrationStatus.Failed, typeof(Ours.ExecutionFailed))]
    [InlineData(OrchestrationStatus.Terminated, typeof(Ours.ExecutionTerminated))]
    [InlineData(OrchestrationStatus.ContinuedAsNew, typeof(Ours.ExecutionContinuedAsNew))]
    public void End_OfAnExecution_IsTheEventThatWeHaveForIt(OrchestrationStatus status, Type expected) =>
        Assert.IsType(expected, Assert.Single(HistoryTranslation.Of("r1", [new ExecutionCompletedEvent(9, null, status)]).Events));
}
