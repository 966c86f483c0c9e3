namespace MissionControl.Steps;

/// <summary>What a tool is told about the step it works for.</summary>
public sealed record ToolContext
{
    /// <summary><c>{run_id}/{hop}#{round}/{step}</c>: the same on every attempt. A tool that writes applies one key once.</summary>
    public required string IdempotencyKey { get; init; }

    public required string RunId { get; init; }

    public required string MissionId { get; init; }

    public required string HopId { get; init; }

    public required string StepId { get; init; }

    /// <summary>The agent that the hop was routed to, if any.</summary>
    public string? AgentId { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The data directory that the run was started with (absolute), or null where there is none.
    /// A tool that reads files resolves relative paths in it and never leaves it.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>When the run started: what "today" means for a step, the same on every attempt.</summary>
    public required DateTimeOffset RunStartedAt { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Cancelled at the attempt's deadline, on termination and when the runtime stops.</summary>
    public CancellationToken CancellationToken { get; init; }
}
