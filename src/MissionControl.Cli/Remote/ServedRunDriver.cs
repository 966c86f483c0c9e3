using System.Net.ServerSentEvents;
using System.Threading.Channels;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Missions;

namespace MissionControl.Cli.Remote;

/// <summary>Follows a run that a server brings forward: its events say when to look, the hub's file says what happened.</summary>
internal sealed class ServedRunDriver : RunDriver
{
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly Terminal _terminal;
    private readonly HubServer _server;

    private ServedRunDriver(Terminal terminal, HubAccess access, HubServer server, string runId)
        : base(terminal, access, runId) => (_terminal, _server) = (terminal, server);

    public static async Task<RunDriver> BeginAsync(Terminal terminal, HubAccess access, HubServer server, string runId)
    {
        var driver = new ServedRunDriver(terminal, access, server, runId);
        await driver.BeginAsync();
        return driver;
    }

    public override void Dispose()
    {
        // The stream ends with the following.
    }

    protected override async Task<RunRecord> FollowAsync(Driving driving, PeriodicTimer? pace, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var listening = ListenAsync(wakes.Writer, over.Token);
        try
        {
            var tick = pace?.WaitForNextTickAsync(stop).AsTask();
            var woken = wakes.Reader.WaitToReadAsync(stop).AsTask();
            while (true)
            {
                await ShowAsync(stop);
                await ApproveOpenAsync(driving, stop);
                if (await FindSettledAsync(stop) is { } record)
                {
                    return record;
                }

                var quiet = Task.Delay(LongestQuiet, _terminal.Clock, over.Token);
                while (await Task.WhenAny(new[] { woken, tick, quiet }.OfType<Task>()) == tick)
                {
                    stop.ThrowIfCancellationRequested();
                    Display.Tick(Run);
                    tick = pace!.WaitForNextTickAsync(stop).AsTask();
                }

                stop.ThrowIfCancellationRequested();
                wakes.Reader.TryRead(out _);
                woken = woken.IsCompleted ? wakes.Reader.WaitToReadAsync(stop).AsTask() : woken;
            }
        }
        finally
        {
            await over.CancelAsync();
            await listening;
        }
    }

    private async Task ShowAsync(CancellationToken stop)
    {
        foreach (var history in await ReadAsync(stop))
        {
            for (var i = 0; i < history.Events.Count; i++)
            {
                Display.Change(Run, Run.Apply(history.InstanceId, i + 1, history.Events[i]));
            }
        }
    }

    /// <summary>A run whose approvals were all decided still says that it waits, until the server has woken it.</summary>
    private async Task<RunRecord?> FindSettledAsync(CancellationToken stop)
    {
        var record = await FindAtRestAsync(stop);
        return record?.Status != RunStatus.AwaitingApproval || (await OpenApprovalsAsync(stop)).Any(approval => record.Progress?.Awaiting.Contains(approval.ApprovalId) != false)
            ? record
            : null;
    }

    private async Task ListenAsync(ChannelWriter<bool> wakes, CancellationToken over)
    {
        string? last = null;
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var answer = await _server.StreamAsync($"/api/runs/{RunId}/events", last, over);
                var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(over), static (_, _) => true);
                await foreach (var _ in events.EnumerateAsync(over))
                {
                    last = events.LastEventId;
                    wakes.TryWrite(true);
                }
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is IOException or HttpRequestException or HubUnavailableException or RefusedException)
            {
                // The file is looked at from time to time anyway; the stream is opened again.
                wakes.TryWrite(true);
                await Task.Delay(Again, _terminal.Clock, CancellationToken.None);
            }
        }
    }
}
