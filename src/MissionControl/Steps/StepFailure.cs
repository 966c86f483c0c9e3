namespace MissionControl.Steps;

/// <summary>Ends an attempt with an error type of <see cref="StepErrors"/>; never leaves the activity.</summary>
internal sealed class StepFailure(string errorType, string message, bool retryable = false) : Exception(message)
{
    public string ErrorType { get; } = errorType;

    public bool Retryable { get; } = retryable;
}
