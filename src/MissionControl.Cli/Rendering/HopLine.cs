using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Steps;
using Spectre.Console;

namespace MissionControl.Cli.Rendering;

/// <summary>What a tree says of one hop and of one step, in a line each.</summary>
internal static class HopLine
{
    private static readonly Style Quiet = new(Color.Grey);

    public static Paragraph Of(HopView hop, DateTimeOffset now)
    {
        var result = hop.Result;
        var mark = StatusMark.Of(result.Status);
        var line = new Paragraph()
            .Append($"{mark.Sign} ", mark.Style)
            .Append(PlainText.Line(hop.Title))
            .Append(hop.Title == hop.Id ? "" : $" ({PlainText.Line(hop.Id)})", Quiet);
        if (result.AgentId is { } agent)
        {
            line.Append($"  by {PlainText.Line(agent)}", new Style(Color.Aqua));
        }

        if (result.Status != Hops.HopStatus.Pending)
        {
            line.Append($"  {Wire.Word(result.Status)}", mark.Style);
        }

        return line.Append(Times(hop, now), Quiet);
    }

    public static Paragraph Of(StepResult step, DateTimeOffset now)
    {
        var mark = StatusMark.Of(step.Status);
        var took = step.StartedAt is { } start && step.Attempts > 0 ? $"  {Elapsed.Text((step.CompletedAt ?? now) - start)}" : "";
        var attempts = step.Attempts > 1 ? $"  attempt {step.Attempts}" : "";
        return new Paragraph()
            .Append($"{mark.Sign} ", mark.Style)
            .Append(PlainText.Line(step.Id))
            .Append($"  {PlainText.Line(step.ToolName)}{took}", Quiet)
            .Append(attempts, new Style(Color.Yellow));
    }

    private static string Times(HopView hop, DateTimeOffset now)
    {
        var result = hop.Result;
        var took = result.ActualDurationMinutes == 0 ? "" : $"  {Elapsed.Minutes(result.ActualDurationMinutes)}";
        var people = result.HumanDelayMinutes > 0 ? $", people {Elapsed.Minutes(result.HumanDelayMinutes)}" : "";
        var round = result.Round > 1 ? $", round {result.Round}" : "";
        var retry = hop.RetryAt is { } at && at > now ? $", next attempt in {Elapsed.Text(at - now)}" : "";
        return $"{took}{people}{round}{retry}";
    }
}
