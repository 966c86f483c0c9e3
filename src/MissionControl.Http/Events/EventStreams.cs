using Microsoft.AspNetCore.Http;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Http.Runs;

namespace MissionControl.Http.Events;

/// <summary>Server-sent events of one run, or of all.</summary>
internal static class EventStreams
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Without <c>Last-Event-ID</c> from the run's beginning on: a reader misses nothing.</summary>
    public static async Task<IResult> OfRunAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var run = await RunReads.FindAsync(call);
        var last = await call.Api.Events.LastAsync(call.Aborted);
        return Open(call, run.RunId, After(call) is { } after && after <= last ? after : 0);
    }

    /// <summary>Without <c>Last-Event-ID</c> from now on.</summary>
    public static async Task<IResult> OfAllAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var last = await call.Api.Events.LastAsync(call.Aborted);
        return Open(call, null, After(call) is { } after && after <= last ? after : last);
    }

    private static EventStream Open(ApiCall call, string? runId, long after) => call.Api.Streams.TryEnter()
        ? new EventStream(call.Api, runId, after)
        : throw ProblemList.TooManyRequests("too_many_streams", "As many streams are open as this server keeps open.", 10).ToException();

    private static long? After(ApiCall call)
    {
        var given = call.Http.Request.Headers[LastEventId];
        return given.Count == 0 || given[0] is not { Length: > 0 } text ? null
            : given.Count == 1 && text.Length < 19 && text.All(char.IsAsciiDigit) ? PageCursor.Number(text)
            : throw ProblemList.InvalidQuery($"{LastEventId}: give the id of an event that this server sent.").ToException();
    }
}
