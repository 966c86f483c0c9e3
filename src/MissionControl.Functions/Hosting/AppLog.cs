using Microsoft.Extensions.Logging;

namespace MissionControl.Functions.Hosting;

internal static partial class AppLog
{
    [LoggerMessage(1, LogLevel.Warning, "Something could not be done at once and is left to the sweep.")]
    public static partial void LeftToTheSweep(ILogger log, Exception error);

    /// <summary>An alert looks for it by its first word.</summary>
    [LoggerMessage(2, LogLevel.Information, "Sweep: {Runs} runs, {Decisions} decisions, {Events} events, {Closed} closed by the platform's word, {Hours} hours counted, {Failed} failed.")]
    public static partial void Swept(ILogger log, int runs, int decisions, int events, int closed, int hours, int failed);

    [LoggerMessage(3, LogLevel.Information, "Retention: {Purged} runs deleted, {StillEnding} are still ending.")]
    public static partial void Purged(ILogger log, int purged, int stillEnding);

    /// <summary>An alert counts these by their words.</summary>
    [LoggerMessage(4, LogLevel.Error, "Run {RunId} ended as failed: {Error}")]
    public static partial void Failed(ILogger log, string runId, string? error);
}
