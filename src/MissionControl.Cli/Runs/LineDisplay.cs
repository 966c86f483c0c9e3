using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary>Writes a line for each fact, where nothing can be redrawn.</summary>
internal sealed class LineDisplay(Terminal terminal) : RunDisplay(terminal)
{
    private readonly Dictionary<string, HopView> _told = new(StringComparer.Ordinal);
    private RunStatus _status = RunStatus.Pending;

    public override TimeSpan? Pace => null;

    public override void Begin(RunProjection run)
    {
        _status = run.Status;
        foreach (var hop in run.Tell(Terminal.Clock.GetUtcNow()).Hops)
        {
            _told[hop.Id] = hop;
        }
    }

    public override Task<T> ShowAsync<T>(Func<Task<T>> work) => work();

    public override void Change(RunProjection run, string? hopId)
    {
        var now = Terminal.Clock.GetUtcNow();
        if (hopId is not null && run.Hop(hopId, now) is { } hop)
        {
            foreach (var line in ProgressLines.Changes(_told.GetValueOrDefault(hopId), hop))
            {
                Write(line);
            }

            _told[hopId] = hop;
        }
        else if (hopId is null && _status != run.Status)
        {
            _status = run.Status;
            Write($"{PlainText.Line(run.MissionName ?? "mission")}: {Wire.Word(run.Status)}");
        }
    }

    public override void Tick(RunProjection run)
    {
    }

    private void Write(string line) =>
        Terminal.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Terminal.Clock.GetUtcNow():HH:mm:ss} {line}"));
}
