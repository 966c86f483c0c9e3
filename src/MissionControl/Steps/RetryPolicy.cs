namespace MissionControl.Steps;

/// <summary>How often and when a failed attempt of a step is followed by another one.</summary>
public sealed record RetryPolicy
{
    public static RetryPolicy None { get; } = new();

    /// <summary>Attempts in all, the first included; at least 1. Default 1.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>Pause before the second attempt. Default one second.</summary>
    public TimeSpan FirstInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Each further pause is this many times the one before; at least 1. Default 2.</summary>
    public double BackoffCoefficient { get; init; } = 2;

    /// <summary>No pause is longer. Default one hour.</summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Error types that end the step at once.</summary>
    public IReadOnlyList<string> NonRetryableErrors { get; init; } = [];

    /// <summary>The pause after the given failed attempt (1 = the first).</summary>
    public TimeSpan PauseAfter(int attempt)
    {
        var ticks = FirstInterval.Ticks * Math.Pow(BackoffCoefficient, attempt - 1);
        return ticks >= MaxInterval.Ticks ? MaxInterval : TimeSpan.FromTicks((long)ticks);
    }
}
