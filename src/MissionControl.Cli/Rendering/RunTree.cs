using MissionControl.Cli.Terminals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MissionControl.Cli.Rendering;

/// <summary>A run as a tree: mission, hops, steps, and who is awaited.</summary>
internal static class RunTree
{
    private static readonly Style Quiet = new(Color.Grey);

    /// <param name="rows">How many rows there are; what does not fit is told as a number. Null: as many as it takes.</param>
    /// <param name="explain">With why each agent was chosen and how hops were resolved.</param>
    public static IRenderable Draw(RunView run, DateTimeOffset now, int? rows = null, bool explain = false)
    {
        var tree = new Tree(Title(run, now)) { Guide = TreeGuide.Line };
        var hops = rows is { } height ? Fitting(run.Hops, height - 1 - run.Awaiting.Count) : run.Hops;
        foreach (var hop in hops)
        {
            var node = tree.AddNode(HopLine.Of(hop, now));
            foreach (var reason in explain ? HopReasons.Of(hop) : [])
            {
                node.AddNode(new Text(reason, Quiet));
            }

            foreach (var step in Steps(hop, folded: rows is not null))
            {
                AddStep(node, step, now);
            }

            if (OwnError(hop) is { } error)
            {
                node.AddNode(Problem(error.Message));
            }
        }

        if (run.Hops.Count == 0)
        {
            // Redrawing moves up by the lines but one, and moving up by none is up by one on many terminals.
            tree.AddNode(new Text("no plan yet", Quiet));
        }

        if (hops.Count < run.Hops.Count)
        {
            tree.AddNode(new Text($"and {Rest(run.Hops.Except(hops).ToList())}", Quiet));
        }

        return run.Awaiting.Count == 0 ? tree : new Rows(run.Awaiting.Take(10).Select(Awaited).Prepend<IRenderable>(tree));
    }

    private static Paragraph Title(RunView run, DateTimeOffset now)
    {
        var mark = StatusMark.Of(run.Status);
        var took = run.CreatedAt is { } start ? $"  {Elapsed.Text((run.CompletedAt ?? now) - start)}" : "";
        return new Paragraph()
            .Append($"{mark.Sign} ", mark.Style)
            .Append(PlainText.Line(run.MissionName ?? run.MissionId), new Style(decoration: Decoration.Bold))
            .Append($"  run {PlainText.Line(run.RunId)}", Quiet)
            .Append($"  {Wire.Word(run.Status)}", mark.Style)
            .Append(took, Quiet);
    }

    private static void AddStep(TreeNode node, StepResult step, DateTimeOffset now)
    {
        var child = node.AddNode(HopLine.Of(step, now));
        if (step.Error is { } error && step.Status != StepStatus.Completed)
        {
            child.AddNode(Problem(error.Message));
        }
    }

    /// <summary>What its steps do not say already.</summary>
    private static RunError? OwnError(HopView hop) =>
        hop.Result.Error is { } error && hop.Result.Steps.All(step => step.Error?.Message != error.Message) ? error : null;

    private static Text Problem(string message) => new(PlainText.Short(message, 400), new Style(Color.Red));

    private static Text Awaited(string approvalId) =>
        new($"◆ waits for a person: mission approve {PlainText.Line(approvalId)}", new Style(Color.Yellow));

    /// <summary>On a screen that is redrawn, finished and untouched hops are one line each.</summary>
    private static IReadOnlyList<StepResult> Steps(HopView hop, bool folded) =>
        folded && hop.Result.Status is HopStatus.Completed or HopStatus.Skipped or HopStatus.Pending ? [] : hop.Result.Steps;

    /// <summary>Hops at work first, then those that ended last, then the next ones: as many as there are rows for, in plan order.</summary>
    private static IReadOnlyList<HopView> Fitting(IReadOnlyList<HopView> hops, int rows)
    {
        if (hops.Sum(Height) <= rows)
        {
            return hops;
        }

        var chosen = new HashSet<HopView>(ReferenceEqualityComparer.Instance);
        foreach (var hop in hops.OrderBy(Rank).ThenByDescending(hop => hop.Result.CompletedAt))
        {
            rows -= Height(hop);
            if (rows <= 0)
            {
                break;
            }

            chosen.Add(hop);
        }

        return hops.Where(chosen.Contains).ToList();
    }

    private static int Height(HopView hop) =>
        1 + Steps(hop, folded: true).Sum(step => step.Error is null ? 1 : 2) + (OwnError(hop) is null ? 0 : 1);

    private static int Rank(HopView hop) => hop.Result.Status switch
    {
        HopStatus.Failed or HopStatus.Rejected => 0,
        HopStatus.Running => 1,
        HopStatus.AwaitingApproval => 2,
        HopStatus.Pending => 4,
        _ => 3,
    };

    private static string Rest(IReadOnlyList<HopView> hops) =>
        string.Join(", ", hops.GroupBy(hop => hop.Result.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Wire.Word(group.Key)}"));
}
