using System.CommandLine;
using MissionControl.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Runtime;

namespace MissionControl.Cli.Approvals;

/// <summary><c>mission approvals</c>: what waits for people.</summary>
internal sealed class ApprovalsVerb : Verb
{
    private readonly Option<string?> _run = new("--run") { Description = "Those of this run only.", HelpName = "RUN" };
    private readonly Option<string?> _for = new("--for") { Description = "Those that this person can decide; with --all also those that they voted on.", HelpName = "NAME" };
    private readonly Option<bool> _all = new("--all") { Description = "Those that were decided, expired or cancelled too." };

    public ApprovalsVerb(CommonOptions common)
        : base(common, "approvals", "Lists what waits for a person, newest first.")
    {
        Command.Options.Add(_run);
        Command.Options.Add(_for);
        Command.Options.Add(_all);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReading.Open(Common.Hub(parse));
        var approvals = await reader.ListApprovalsAsync(new ApprovalQuery(parse.GetValue(_run), parse.GetValue(_all) ? null : true, parse.GetValue(_for)), Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(approvals.Select(ApprovalAnswer.Of).ToList());
        }
        else if (approvals.Count == 0)
        {
            Terminal.Error.WriteLine(parse.GetValue(_for) is { } name ? $"Nothing waits for {PlainText.Line(name)}." : "Nothing waits for a person.");
        }
        else
        {
            ApprovalTable.Write(Terminal, approvals);
        }

        return ExitCodes.Done;
    }
}

/// <summary>Approvals in columns.</summary>
internal static class ApprovalTable
{
    public static void Write(Terminal terminal, IReadOnlyList<ApprovalRecord> approvals)
    {
        var table = new TextTable("APPROVAL", "STATUS", "REQUESTED", "DUE", "ASKED", "DECIDED", "WHAT");
        foreach (var approval in approvals)
        {
            var decided = approval.Decision is { } decision
                ? $"{decision.By}, {Elapsed.Text(decision.At - approval.RequestedAt)}{(decision.Comment is { Length: > 0 } comment ? $": {comment}" : "")}"
                : "";
            table.Add(
                approval.ApprovalId,
                Wire.Word(approval.Status),
                Elapsed.Time(approval.RequestedAt),
                approval.Due is { } due ? Elapsed.Time(due) : "",
                approval.IsOpen ? PlainText.Short(ApprovalText.Asked(approval), 60) : "",
                PlainText.Short(decided, 80),
                PlainText.Short(approval.Summary, 120));
        }

        table.Write(terminal);
    }
}
