using MissionControl.Steps;

namespace MissionControl.Missions.Reading;

/// <summary>Reads the retry policy of a hop or a step.</summary>
internal static class RetryReader
{
    private const int MaxAttempts = 1000;
    private const decimal MaxCoefficient = 1000;
    private const int MaxErrorTypes = 1000;

    /// <summary>Null when the object has none.</summary>
    public static RetryPolicy? Read(DocumentObject owner)
    {
        if (owner.Find("retry") is not { } node || DocumentObject.Open(node, DocumentShape.Retry) is not { } retry)
        {
            return null;
        }

        var first = retry.Find("first_interval")?.Span(allowZero: true) ?? RetryPolicy.None.FirstInterval;
        var max = retry.Find("max_interval") is { } given ? given.Span(allowZero: true) : null;
        if (max < first)
        {
            retry.Errors.Add(retry.Place.Member("max_interval"), $"{max} is shorter than first_interval, {first}", "Give the longest pause, at least as long as the first.");
        }

        return new RetryPolicy
        {
            MaxAttempts = retry.Find("max_attempts")?.Integer(1, MaxAttempts) ?? RetryPolicy.None.MaxAttempts,
            FirstInterval = first,
            BackoffCoefficient = (double)(retry.Find("backoff_coefficient")?.Number(1, MaxCoefficient) ?? (decimal)RetryPolicy.None.BackoffCoefficient),
            // A first pause longer than the default bound is meant, not cut.
            MaxInterval = max ?? (first > RetryPolicy.None.MaxInterval ? first : RetryPolicy.None.MaxInterval),
            NonRetryableErrors = retry.Texts("non_retryable_errors", MaxErrorTypes),
        };
    }
}
