using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using Spectre.Console;

namespace MissionControl.Cli.Runs;

/// <summary>Shows a run while it goes on, on standard error: a tree that is redrawn on a screen, a line for each fact elsewhere.</summary>
internal abstract class RunDisplay(Terminal terminal)
{
    protected Terminal Terminal { get; } = terminal;

    public static RunDisplay Of(Terminal terminal) => terminal.ErrorIsScreen ? new TreeDisplay(terminal) : new LineDisplay(terminal);

    /// <summary>What is true already is no change.</summary>
    public abstract void Begin(RunProjection run);

    /// <summary>Does the work with the display open, and closes it however the work ends.</summary>
    public abstract Task<T> ShowAsync<T>(Func<Task<T>> work);

    /// <summary>Something of the hop changed; null: of the mission itself.</summary>
    public abstract void Change(RunProjection run, string? hopId);

    /// <summary>How often <see cref="Tick"/> wants to be called; null: never.</summary>
    public abstract TimeSpan? Pace { get; }

    public abstract void Tick(RunProjection run);
}

internal sealed class TreeDisplay(Terminal terminal) : RunDisplay(terminal)
{
    private LiveDisplayContext? _live;

    public override TimeSpan? Pace => TimeSpan.FromMilliseconds(125);

    public override void Begin(RunProjection run)
    {
        // The tree always shows all that is true.
    }

    public override Task<T> ShowAsync<T>(Func<Task<T>> work) => Screen.Error(Terminal)
        .Live(new Text(""))
        .Overflow(VerticalOverflow.Crop)
        .StartAsync(async live =>
        {
            _live = live;
            return await work();
        });

    public override void Change(RunProjection run, string? hopId)
    {
        // The next tick shows it.
    }

    public override void Tick(RunProjection run)
    {
        var now = Terminal.Clock.GetUtcNow();
        _live?.UpdateTarget(RunTree.Draw(run.Tell(now), now, Terminal.Height - 1));
        _live?.Refresh();
    }
}

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
