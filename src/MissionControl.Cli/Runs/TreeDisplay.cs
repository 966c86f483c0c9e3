using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MissionControl.Cli.Runs;

/// <summary>Redraws the run's tree on a screen.</summary>
internal sealed class TreeDisplay(Terminal terminal) : RunDisplay(terminal)
{
    private LiveDisplayContext? _live;
    private IRenderable _first = new Text("");

    public override TimeSpan? Pace => TimeSpan.FromMilliseconds(125);

    public override void Begin(RunProjection run) => _first = Draw(run);

    public override Task<T> ShowAsync<T>(Func<Task<T>> work) => Screen.Error(Terminal)
        .Live(_first)
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
        _live?.UpdateTarget(Draw(run));
        _live?.Refresh();
    }

    private IRenderable Draw(RunProjection run)
    {
        var now = Terminal.Clock.GetUtcNow();
        return RunTree.Draw(run.Tell(now), now, Terminal.Height - 1);
    }
}
