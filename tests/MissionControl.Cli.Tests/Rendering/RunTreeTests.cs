using MissionControl.Cli.Rendering;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using Spectre.Console;

namespace MissionControl.Cli.Tests.Rendering;

public sealed class RunTreeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tree_OfHostileNames_ShowsThemAsText()
    {
        var text = Draw(View(Hop("a", HopStatus.Running, name: "[red]x[/] \u001b[2J")) with { MissionName = "[bold]m" });

        Assert.Contains("[red]x[/] \uFFFD[2J (a)", text, StringComparison.Ordinal);
        Assert.Contains("[bold]m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_OfARunningHop_ShowsAttemptsAndTheTimeUntilTheNext()
    {
        var step = new StepResult("s", "tool", StepStatus.Failed)
        {
            Attempts = 2,
            StartedAt = Now.AddSeconds(-3),
            CompletedAt = Now.AddSeconds(-1),
            Error = new RunError("x", "no luck"),
        };
        var text = Draw(View(Hop("a", HopStatus.Running, steps: [step]) with { RetryAt = Now.AddSeconds(4) }));

        Assert.Contains("next attempt in 4.0 s", text, StringComparison.Ordinal);
        Assert.Contains("✗ s  tool  2.0 s  attempt 2", text, StringComparison.Ordinal);
        Assert.Contains("no luck", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_OfMoreHopsThanRows_ShowsThoseAtWorkAndCountsTheRest()
    {
        var hops = Enumerable.Range(0, 100).Select(i => Hop($"h{i}", i == 70 ? HopStatus.Running : i < 70 ? HopStatus.Completed : HopStatus.Pending)).ToArray();

        var text = Draw(View(hops), rows: 10);

        Assert.Contains("h70", text, StringComparison.Ordinal);
        Assert.Matches("and [0-9]+ pending, [0-9]+ completed", text);
        Assert.True(text.TrimEnd().Split('\n').Length <= 10, text);
    }

    [Fact]
    public void Tree_OfAWaitingRun_NamesTheCommandThatEndsTheWait() => Assert.Contains(
        "mission approve r~hop~a~1",
        Draw(View(Hop("a", HopStatus.AwaitingApproval)) with { Awaiting = ["r~hop~a~1"] }),
        StringComparison.Ordinal);

    private static RunView View(params HopView[] hops) => new("r", "m", RunStatus.Running) { CreatedAt = Now.AddMinutes(-1), Hops = hops };

    private static HopView Hop(string id, HopStatus status, string? name = null, IReadOnlyList<StepResult>? steps = null) =>
        new(new HopResult(id, status) { Steps = steps ?? [] })
        {
            Plan = new PlannedHop(new HopDefinition(id) { Name = name }, [], new Dictionary<string, string>()),
        };

    private static string Draw(RunView run, int? rows = null)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        console.Write(RunTree.Draw(run, Now, rows));
        return writer.ToString();
    }
}
