using MissionControl.Cli.Terminals;
using MissionControl.Runtime;
using MissionControl.Schedules;

namespace MissionControl.Cli.Hub;

/// <summary>Does what is done by itself, for as long as its hub is served. What fails is told and tried again.</summary>
internal sealed class HubSchedules : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Terminal _terminal;
    private readonly Task _running;

    public HubSchedules(Terminal terminal, PortfolioStore ticks, IReadOnlyList<ScheduledWork> works)
    {
        _terminal = terminal;

        // A tick that was missed may take a while; the server answers meanwhile.
        _running = Task.Run(() => new Ticker(ticks, terminal.Clock, Tell).RunAsync(works, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void Tell(string work, Exception error) => _terminal.Error.WriteLine($"warning: schedule {work}: {PlainText.Line(error.Message)} It is tried again.");
}
