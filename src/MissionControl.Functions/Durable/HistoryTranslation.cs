using System.Text.Json;
using DurableTask.Core;
using MissionControl.Runtime.History;
using MissionControl.Runtime.Inbox;
using Platform = DurableTask.Core.History;

namespace MissionControl.Functions.Durable;

/// <summary>The platform's events of an instance as ours: the names are the same, our envelopes are opened.</summary>
internal static class HistoryTranslation
{
    public static InstanceHistory Of(string instanceId, IReadOnlyList<Platform.HistoryEvent> events) => new(
        instanceId,
        events.OfType<Platform.ExecutionStartedEvent>().FirstOrDefault()?.ParentInstance?.OrchestrationInstance?.InstanceId,
        [.. StartFirst(events).Select(Of).OfType<HistoryEvent>()]);

    /// <summary>The platform keeps the input of a child with the child alone: those that began lend it to their parents' decisions.</summary>
    public static IReadOnlyList<InstanceHistory> WithInputsOfChildren(IReadOnlyList<InstanceHistory> histories)
    {
        var inputs = histories.ToDictionary(history => history.InstanceId, history => history.Events.OfType<ExecutionStarted>().FirstOrDefault()?.Input);
        return [.. histories.Select(history => history with { Events = [.. history.Events.Select(happened => Lend(happened, inputs))] })];
    }

    private static HistoryEvent Lend(HistoryEvent happened, Dictionary<string, string?> inputs) => happened is SubOrchestrationInstanceCreated { Input: null } child
        ? child with { Input = inputs.GetValueOrDefault(child.InstanceId) }
        : happened;

    /// <summary>In our histories the start of the execution is the first event; in the platform's its first turn is.</summary>
    private static IEnumerable<Platform.HistoryEvent> StartFirst(IReadOnlyList<Platform.HistoryEvent> events) =>
        events.OrderBy(happened => happened is not Platform.ExecutionStartedEvent);

    private static HistoryEvent? Of(Platform.HistoryEvent happened) => happened switch
    {
        Platform.ExecutionStartedEvent started => Started(started),
        Platform.OrchestratorStartedEvent turn => new OrchestratorStarted(Utc(turn.Timestamp)),
        Platform.TaskScheduledEvent task => new TaskScheduled(task.EventId, task.Name ?? "", task.Input),
        Platform.TaskCompletedEvent task => Answered(task),
        Platform.TaskFailedEvent task => new TaskFailed(task.TaskScheduledId, Details(task.FailureDetails, task.Reason) with { ErrorType = Runtime.FailureDetails.Interrupted }),
        Platform.SubOrchestrationInstanceCreatedEvent child => new SubOrchestrationInstanceCreated(child.EventId, child.Name ?? "", child.InstanceId ?? "", Input(child.Input)),
        Platform.SubOrchestrationInstanceCompletedEvent child => new SubOrchestrationInstanceCompleted(child.TaskScheduledId, child.Result),
        Platform.SubOrchestrationInstanceFailedEvent child => new SubOrchestrationInstanceFailed(child.TaskScheduledId, Details(child.FailureDetails, child.Reason)),
        Platform.TimerCreatedEvent timer => new TimerCreated(timer.EventId, Utc(timer.FireAt)),
        Platform.TimerFiredEvent timer => new TimerFired(timer.TimerId),
        Platform.EventRaisedEvent raised => Raised(raised),
        Platform.EventSentEvent sent => Sent(sent),
        Platform.ExecutionSuspendedEvent suspended => new ExecutionSuspended(null, suspended.Reason),
        Platform.ExecutionResumedEvent resumed => new ExecutionResumed(null, resumed.Reason),
        Platform.ExecutionTerminatedEvent terminated => new ExecutionTerminated(null, terminated.Input),
        Platform.ContinueAsNewEvent next => new ExecutionContinuedAsNew(Input(next.Result)),
        Platform.ExecutionCompletedEvent completed => Completed(completed),
        _ => null,
    };

    private static ExecutionStarted Started(Platform.ExecutionStartedEvent started)
    {
        var input = Read<InstanceInput>(started.Input);
        return new ExecutionStarted(
            started.Name ?? "", input?.Version ?? "", input?.Input?.GetRawText(), started.ParentInstance?.OrchestrationInstance?.InstanceId, started.ParentInstance?.TaskScheduleId);
    }

    private static HistoryEvent Answered(Platform.TaskCompletedEvent task)
    {
        var answer = Read<ActivityAnswer>(task.Result);
        return answer?.Failure is { } failure ? new TaskFailed(task.TaskScheduledId, failure) : new TaskCompleted(task.TaskScheduledId, answer?.Result?.GetRawText());
    }

    private static EventRaised Raised(Platform.EventRaisedEvent raised) => Read<EventEnvelope>(raised.Input) is { Name: not null } envelope
        ? new EventRaised(envelope.Name, envelope.Payload?.GetRawText(), envelope.EventId) { By = envelope.By }
        : new EventRaised(raised.Name ?? "", raised.Input, null);

    private static EventSent Sent(Platform.EventSentEvent sent) => Read<EventEnvelope>(sent.Input) is { Name: not null } envelope
        ? new EventSent(sent.EventId, sent.InstanceId ?? "", envelope.Name, envelope.Payload?.GetRawText())
        : new EventSent(sent.EventId, sent.InstanceId ?? "", sent.Name ?? "", sent.Input);

    private static HistoryEvent Completed(Platform.ExecutionCompletedEvent completed) => completed.OrchestrationStatus switch
    {
        OrchestrationStatus.Failed => new ExecutionFailed(Details(completed.FailureDetails, completed.Result)),
        OrchestrationStatus.Terminated => new ExecutionTerminated(null, completed.Result),
        OrchestrationStatus.ContinuedAsNew => new ExecutionContinuedAsNew(Input(completed.Result)),
        _ => new ExecutionCompleted(completed.Result),
    };

    private static Runtime.FailureDetails Details(FailureDetails? details, string? reason) => details is null
        ? new Runtime.FailureDetails("(unknown)", reason ?? "")
        : new Runtime.FailureDetails(details.ErrorType.Split('.')[^1], details.ErrorMessage, details.StackTrace);

    private static string? Input(string? envelope) => Read<InstanceInput>(envelope)?.Input?.GetRawText();

    /// <summary>Null for what is not ours.</summary>
    private static T? Read<T>(string? json)
        where T : class
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : Wire.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
