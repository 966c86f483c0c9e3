using MissionControl.Cli.Terminals;
using MissionControl.Missions;

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
