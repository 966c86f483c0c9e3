using System.Text.Json;
using Microsoft.DurableTask;
using MissionControl.Runtime;
using MissionControl.Runtime.Inbox;
using FailureDetails = MissionControl.Runtime.FailureDetails;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

namespace MissionControl.Functions.Durable;

/// <summary>
/// Forwards an orchestrator's calls to Durable Task. What the platform does not promise is added here: events once per id and in their sender's
/// order, names of events with their case, a version that goes to children, failures by type.
/// </summary>
internal sealed class DurableMissionContext : OrchestrationContext
{
    /// <summary>All events come by this one name of the platform.</summary>
    public const string Channel = "mission_event";

    /// <summary>
    /// Our activities answer with their failures. What fails as a task of the platform is one whose worker died or could not be reached: it is
    /// asked for again, for about ten minutes. The attempts of a step are not these.
    /// </summary>
    private static readonly TaskOptions UntilItAnswers = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(5)));

    private readonly TaskOrchestrationContext _durable;
    private readonly InstanceInput _input;
    private readonly EventInbox _inbox;
    private readonly Dictionary<string, long> _sent;
    private readonly List<EventWait> _waits = [];
    private NextExecution? _next;
    private bool _isOver;

    private DurableMissionContext(TaskOrchestrationContext durable, InstanceInput input)
    {
        _durable = durable;
        _input = input;
        _inbox = new EventInbox(input.Inbox);
        _sent = new Dictionary<string, long>(input.Sent ?? new Dictionary<string, long>());
    }

    public override string InstanceId => _durable.InstanceId;

    public override string? ParentInstanceId => _durable.Parent?.InstanceId;

    public override string Version => _input.Version;

    public override DateTimeOffset CurrentUtcDateTime => new(DateTime.SpecifyKind(_durable.CurrentUtcDateTime, DateTimeKind.Utc));

    public override bool IsReplaying => _durable.IsReplaying;

    public override bool RecordsCustomStatus => false;

    /// <summary>Runs the orchestrator on the platform's context; what it returns is the instance's output.</summary>
    public static async Task<JsonElement?> RunAsync(TaskOrchestrationContext durable, Orchestrator orchestrator)
    {
        var input = durable.GetInput<InstanceInput>() ?? throw new InvalidOperationException($"Instance '{durable.InstanceId}' was not started by Mission Control.");
        var context = new DurableMissionContext(durable, input);
        _ = context.ListenAsync();
        var result = await orchestrator.RunAsync(context);
        context._isOver = true;
        if (context._next is { } next)
        {
            context.Continue(next);
            return null;
        }

        return Payload.Of(result);
    }

    public override T? GetInput<T>()
        where T : default => Payload.Read<T>(_input.Input);

    public override Guid NewGuid() => _durable.NewGuid();

    public override async Task<T> CallActivityAsync<T>(string name, object? input)
    {
        try
        {
            var answer = await _durable.CallActivityAsync<ActivityAnswer>(name, Payload.Of(input), UntilItAnswers);
            return answer.Read<T>(name);
        }
        catch (TaskFailedException error)
        {
            throw new ActivityFailedException(name, Details(error) with { ErrorType = FailureDetails.Interrupted });
        }
    }

    public override async Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        try
        {
            var child = new InstanceInput(Version) { Input = Payload.Of(input) };
            var output = await _durable.CallSubOrchestratorAsync<JsonElement?>(name, child, new SubOrchestrationOptions(instanceId: instanceId));
            return Payload.Read<T>(output)!;
        }
        catch (TaskFailedException error)
        {
            throw new SubOrchestrationFailedException(name, instanceId, Details(error));
        }
    }

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled(cancellationToken)
        : _durable.CreateTimer(fireAt.UtcDateTime, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var wait = new EventWait<T>(eventName);
        if (_inbox.Read(eventName) is { } envelope)
        {
            wait.Complete(envelope.Payload);
            return wait.Task;
        }

        _waits.Add(wait);
        cancellationToken.Register(() =>
        {
            if (_waits.Remove(wait))
            {
                wait.Cancel(cancellationToken);
            }
        });
        return wait.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object? payload)
    {
        var stream = $"{instanceId}|{eventName}";
        var sequence = _sent[stream] = _sent.GetValueOrDefault(stream) + 1;
        Send(instanceId, new EventEnvelope(eventName) { Payload = Payload.Of(payload), Sender = InstanceId, Sequence = sequence });
    }

    public override void SetCustomStatus(object? status) => _durable.SetCustomStatus(Payload.Of(status));

    public override void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true) => _next = new NextExecution(Payload.Of(input), preserveUnprocessedEvents);

    /// <summary>Takes every event as it comes, so that the platform holds none back that a next execution would miss.</summary>
    private async Task ListenAsync()
    {
        while (true)
        {
            var arrived = await _durable.WaitForExternalEvent<JsonElement>(Channel);
            if (Envelope(arrived) is not { } envelope)
            {
                continue;
            }

            if (_isOver)
            {
                // The next execution's inbox is on its way already: this event follows it.
                if (_next is { KeepsEvents: true })
                {
                    Send(InstanceId, envelope);
                }

                continue;
            }

            _inbox.Take(envelope);
            Deliver();
        }
    }

    private void Deliver()
    {
        for (var place = 0; place < _waits.Count;)
        {
            var wait = _waits[place];
            if (_inbox.Read(wait.Name) is { } envelope)
            {
                _waits.RemoveAt(place);
                wait.Complete(envelope.Payload);

                // The orchestrator went on meanwhile, and may wait for other things now.
                place = 0;
            }
            else
            {
                place++;
            }
        }
    }

    private void Continue(NextExecution next)
    {
        var input = new InstanceInput(Version) { Input = next.Input, Inbox = _inbox.Continue(next.KeepsEvents), Sent = _sent };
        _durable.ContinueAsNew(input, next.KeepsEvents);
    }

    private void Send(string instanceId, EventEnvelope envelope) => _durable.SendEvent(instanceId, Channel, Payload.Of(envelope)!.Value);

    /// <summary>Null for what was not raised by Mission Control.</summary>
    private static EventEnvelope? Envelope(JsonElement arrived)
    {
        try
        {
            return arrived.ValueKind == JsonValueKind.Object && arrived.Deserialize<EventEnvelope>(Wire.Options) is { Name: not null } envelope ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FailureDetails Details(TaskFailedException error) =>
        new((error.FailureDetails?.ErrorType ?? "").Split('.')[^1], error.FailureDetails?.ErrorMessage ?? "", error.FailureDetails?.StackTrace);

    private sealed record NextExecution(JsonElement? Input, bool KeepsEvents);
}
