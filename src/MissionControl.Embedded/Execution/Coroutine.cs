using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>An orchestrator's running code. The same inputs in the same order bring the same decisions.</summary>
internal sealed class Coroutine
{
    private readonly Orchestrator _orchestrator;
    private readonly TurnLoop _loop;
    private readonly List<HistoryEvent> _heldBack = new(1);
    private Task<object?>? _code;
    private bool _suspended;

    public Coroutine(Orchestrator orchestrator, string instanceId, bool isRun, ExecutionStarted started, Action stray)
    {
        _orchestrator = orchestrator;
        _loop = new TurnLoop(instanceId, stray);
        Context = new CoroutineContext(instanceId, isRun, started, _loop);
    }

    public CoroutineContext Context { get; }

    public bool HasEnded { get; private set; }

    /// <summary>The code awaited something that the context did not hand out; the next turn ends it.</summary>
    public bool HasStray => _loop.Stray is not null && !HasEnded;

    /// <summary>What the orchestrator returned, once it ended well.</summary>
    public object? Result { get; private set; }

    /// <summary>
    /// Takes one turn: lets the inputs in, one after the other, and returns what the code decided. A turn that leaves the execution suspended
    /// lets nothing in; its inputs are held back until it is resumed.
    /// </summary>
    public List<HistoryEvent> Take(DateTimeOffset at, IEnumerable<HistoryEvent> inputs, bool replaying)
    {
        Context.Now = at;
        Context.Replaying = replaying;
        foreach (var input in inputs)
        {
            if (input is ExecutionSuspended or ExecutionResumed)
            {
                _suspended = input is ExecutionSuspended;
            }
            else
            {
                _heldBack.Add(input);
            }
        }

        if (!_suspended)
        {
            _heldBack.ForEach(Feed);
            _heldBack.Clear();
        }

        var decisions = Context.TakeDecisions();
        if (!HasEnded && Ending() is { } ending)
        {
            HasEnded = true;
            decisions.Add(ending);
        }

        return decisions;
    }

    private void Feed(HistoryEvent input)
    {
        if (HasEnded)
        {
            return;
        }

        if (input is ExecutionStarted)
        {
            _loop.Run(() => _code = StartCode());
        }
        else
        {
            _loop.Run(() => Context.Feed(input));
        }
    }

    private async Task<object?> StartCode() => await _orchestrator.RunAsync(Context);

    private HistoryEvent? Ending()
    {
        if (_loop.Stray is { } stray)
        {
            return new ExecutionFailed(Failures.Describe(stray));
        }

        if (_code is not { IsCompleted: true })
        {
            return null;
        }

        if (!_code.IsCompletedSuccessfully)
        {
            return new ExecutionFailed(Failures.Describe(_code.Exception?.InnerException ?? new TaskCanceledException(_code)));
        }

        if (Context.Next is { } next)
        {
            return new ExecutionContinuedAsNew(next.Input);
        }

        Result = _code.Result;
        return Completion();
    }

    private HistoryEvent Completion()
    {
        try
        {
            return new ExecutionCompleted(Result is null ? null : Wire.Serialize(Result));
        }
        catch (Exception error) when (error is NotSupportedException or System.Text.Json.JsonException)
        {
            return new ExecutionFailed(Failures.Describe(error));
        }
    }
}
