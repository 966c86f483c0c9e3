using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MissionControl.Missions;

namespace MissionControl.Http.Events;

/// <summary>Writes run events as they are committed. It ends after <see cref="Longest"/>; the client then goes on with the last id it saw, and misses nothing.</summary>
internal sealed class EventStream(MissionApi api, string? runId, long after) : IResult
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(200);

    private const int BatchSize = 200;

    // Some runtimes only look from time to time; here it is a second look, should a signal be missed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, api.Stopping);
            using var limit = new CancellationTokenSource(Longest, api.Clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, limit.Token);
            await Begin(httpContext, both.Token);
            await WriteAsync(httpContext.Response, both.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, the time is over or the server stops: the client knows where to go on.
        }
        finally
        {
            api.Streams.Exit();
        }
    }

    private static async Task Begin(HttpContext http, CancellationToken stop)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await http.Response.WriteAsync("retry: 2000\n\n", stop);
        await http.Response.Body.FlushAsync(stop);
    }

    private async Task WriteAsync(HttpResponse answer, CancellationToken stop)
    {
        var last = after;
        var told = api.Clock.GetTimestamp();
        while (true)
        {
            var written = api.Events.WhenWrittenAsync();
            var events = await api.Events.ReadAsync(runId, last, BatchSize, stop);
            if (events.Count > 0)
            {
                await SendAsync(answer, string.Concat(events.Select(Text)), stop);
                (last, told) = (events[^1].Sequence, api.Clock.GetTimestamp());
            }
            else if (api.Clock.GetElapsedTime(told) >= Heartbeat)
            {
                await SendAsync(answer, ":\n\n", stop);
                told = api.Clock.GetTimestamp();
            }

            if (events.Count < BatchSize)
            {
                // One look for whatever many runs write at the same time.
                await Task.WhenAny(written, Task.Delay(LongestWait, api.Clock, stop));
                await Task.Delay(ShortestWait, api.Clock, stop);
            }
        }
    }

    private static async Task SendAsync(HttpResponse answer, string text, CancellationToken stop)
    {
        await answer.Body.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        await answer.Body.FlushAsync(stop);
    }

    // JSON on one line: no text in it can begin another field or event.
    private static string Text(RunEvent happened) => string.Create(
        CultureInfo.InvariantCulture, $"id: {happened.Sequence}\nevent: {Wire.Word(happened.Kind)}\ndata: {Wire.Serialize(happened)}\n\n");
}
