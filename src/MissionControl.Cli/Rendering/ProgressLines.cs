using MissionControl.Cli.Terminals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Cli.Rendering;

/// <summary>What changed in a hop, a line for each fact: for logs, where nothing can be redrawn.</summary>
internal static class ProgressLines
{
    public static IEnumerable<string> Changes(HopView? before, HopView after)
    {
        var hop = PlainText.Line(after.Id);
        var was = before?.Result;
        var now = after.Result;
        if (now.AgentId is { } agent && (was?.AgentId != agent || was.Round != now.Round))
        {
            yield return $"{hop}: routed to agent {PlainText.Line(agent)}{Score(now)}{(now.Round > 1 ? $", round {now.Round}" : "")}";
        }

        if (now.Status == HopStatus.Running && was?.Status is null or HopStatus.Pending)
        {
            yield return $"{hop}: running";
        }

        foreach (var line in now.Steps.SelectMany(step => Changes(hop, was?.Steps.FirstOrDefault(old => old.Id == step.Id), step)))
        {
            yield return line;
        }

        if (after.AwaitedApproval is { } approval && before?.AwaitedApproval != approval)
        {
            yield return $"{hop}: waits for a person: mission approve {PlainText.Line(approval)}";
        }

        if (IsOver(now.Status) && was?.Status != now.Status)
        {
            var why = now.Error is { } error && now.Status != HopStatus.Failed ? $": {PlainText.Line(error.Message)}" : "";
            yield return $"{hop}: {Wire.Word(now.Status)} after {Elapsed.Minutes(now.ActualDurationMinutes)}{why}";
        }
    }

    private static IEnumerable<string> Changes(string hop, StepResult? was, StepResult now)
    {
        if (was?.Status == now.Status && was.Attempts == now.Attempts)
        {
            yield break;
        }

        var step = $"{hop}/{PlainText.Line(now.Id)} ({PlainText.Line(now.ToolName)})";
        var attempt = now.Attempts > 1 ? $", attempt {now.Attempts}" : "";
        switch (now.Status)
        {
            case StepStatus.Running:
                yield return $"{step}: running{attempt}";
                break;
            case StepStatus.Completed:
                yield return $"{step}: completed in {Elapsed.Text((now.CompletedAt ?? default) - (now.StartedAt ?? default))}{attempt}";
                break;
            case StepStatus.Failed:
                yield return $"{step}: failed, attempt {now.Attempts}: {PlainText.Line(Cause(now))}";
                break;
        }
    }

    /// <summary>The error without the place, which the line begins with: the step of a hop that has ended tells its error with it.</summary>
    private static string? Cause(StepResult step)
    {
        var place = $"step '{step.Id}' ({step.ToolName}), attempt {step.Attempts}: ";
        var at = step.Error?.Message.IndexOf(place, StringComparison.Ordinal) ?? -1;
        return at < 0 ? step.Error?.Message : step.Error!.Message[(at + place.Length)..];
    }

    private static string Score(HopResult hop) =>
        hop.Routing?.Candidates.FirstOrDefault(candidate => candidate.AgentId == hop.AgentId)?.Score is { } score
            ? FormattableString.Invariant($" (score {score:0.0000})")
            : "";

    private static bool IsOver(HopStatus status) =>
        status is HopStatus.Completed or HopStatus.Failed or HopStatus.Rejected or HopStatus.Skipped or HopStatus.Terminated;
}
