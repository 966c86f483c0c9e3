using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using Spectre.Console;

namespace MissionControl.Cli.Rendering;

/// <summary>A sign and a colour for each status: the same for runs, hops and steps.</summary>
internal readonly record struct StatusMark(string Sign, Color Color)
{
    private static readonly StatusMark Waiting = new("◆", Color.Yellow);
    private static readonly StatusMark Busy = new("●", Color.Blue);
    private static readonly StatusMark Open = new("○", Color.Grey);
    private static readonly StatusMark Good = new("✓", Color.Green);
    private static readonly StatusMark Bad = new("✗", Color.Red);
    private static readonly StatusMark Ended = new("■", Color.Grey);

    public Style Style => new(Color);

    public static StatusMark Of(RunStatus status) => status switch
    {
        RunStatus.Running => Busy,
        RunStatus.AwaitingApproval or RunStatus.Suspended => Waiting,
        RunStatus.Completed => Good,
        RunStatus.Failed or RunStatus.Rejected => Bad,
        RunStatus.Terminated => Ended,
        _ => Open,
    };

    public static StatusMark Of(HopStatus status) => status switch
    {
        HopStatus.Running => Busy,
        HopStatus.AwaitingApproval => Waiting,
        HopStatus.Completed => Good,
        HopStatus.Failed or HopStatus.Rejected => Bad,
        HopStatus.Skipped or HopStatus.Terminated => Ended,
        _ => Open,
    };

    public static StatusMark Of(StepStatus status) => status switch
    {
        StepStatus.Running => Busy,
        StepStatus.AwaitingApproval => Waiting,
        StepStatus.Completed => Good,
        StepStatus.Failed => Bad,
        StepStatus.Terminated => Ended,
        _ => Open,
    };
}
