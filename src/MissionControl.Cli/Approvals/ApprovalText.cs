using System.Globalization;
using MissionControl.Approvals;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Approvals;

/// <summary>One approval for a person to read.</summary>
internal static class ApprovalText
{
    public static void Write(Terminal terminal, ApprovalRecord approval, IReadOnlyList<ApprovalAuditEntry> audit, string hubOption)
    {
        Action<string> write = terminal.Out.WriteLine;
        write($"{approval.ApprovalId}: {Wire.Word(approval.Status)}");
        write($"  {PlainText.Line(approval.Evidence?.What ?? approval.Summary)}");
        WriteEvidence(approval, write);
        Fact(write, "asked", Asked(approval));
        Fact(write, "requested", $"{Elapsed.Time(approval.RequestedAt)}{(approval.RequestedBy is { } by ? $" by {PlainText.Line(by)}" : "")}");
        Fact(write, "due", approval.Due is { } due ? Elapsed.Time(due) : null);
        Fact(write, "escalated", approval.Level == 0 ? null : $"{approval.Level} times");
        Fact(write, "decided", approval.Decision is { } decision ? $"{Elapsed.Time(decision.At)} by {PlainText.Line(decision.By)}" : null);
        WriteList(write, "Votes:", approval.Votes.Select(Vote));
        WriteList(write, "Delegations:", approval.Delegations.Select(given => $"{Elapsed.Time(given.At)} {given.From} to {given.To}{Comment(given.Comment)}"));
        WriteList(write, "Audit:", audit.Select(Entry));
        if (approval.IsOpen)
        {
            terminal.Error.WriteLine($"Decide with: mission approve {approval.ApprovalId}{Changes(approval)}{hubOption}");
            terminal.Error.WriteLine($"         or: mission reject {approval.ApprovalId} --comment WHY{hubOption}");
        }
    }

    /// <summary>Who can vote and by which rule.</summary>
    public static string Asked(ApprovalRecord approval)
    {
        var own = approval.Approvers.Count == 0 ? "anybody" : approval.Rule switch
        {
            ApprovalRule.All => $"all of {string.Join(", ", approval.Approvers)}",
            ApprovalRule.Quorum => $"{approval.Quorum} of {string.Join(", ", approval.Approvers)}",
            _ => approval.Approvers.Count == 1 ? approval.Approvers[0] : $"any of {string.Join(", ", approval.Approvers)}",
        };
        return string.Join("; and ", approval.Also.Select(part => string.Join(", ", part.Approvers)).Prepend(own));
    }

    private static void WriteEvidence(ApprovalRecord approval, Action<string> write)
    {
        if (approval.Evidence is not { } evidence)
        {
            return;
        }

        WriteList(write, "Inputs:", evidence.Inputs.Select(input => $"{input.Name} = {PlainText.Line(input.Shown)}{(input.IsCut ? " ..." : "")}{(input.IsEditable ? "  (can be changed)" : "")}"));
        if (evidence.InputsLeftOut > 0)
        {
            write($"    and {evidence.InputsLeftOut} more");
        }

        WriteList(write, "Risk:", evidence.Risk);
        Fact(write, "cost", evidence.EstimatedCostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $"about {cost:0.##} USD") : null);
        Fact(write, "time", evidence.EstimatedMinutes is { } minutes ? $"about {Elapsed.Minutes(minutes)}" : null);
        Fact(write, "if rejected", evidence.OnReject);
        Fact(write, "if nobody decides", evidence.OnTimeout);
    }

    private static void Fact(Action<string> write, string name, string? value)
    {
        if (value is not null)
        {
            write($"  {name}: {PlainText.Line(value)}");
        }
    }

    private static void WriteList(Action<string> write, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            write($"  {title}");
            all.ForEach(line => write($"    {PlainText.Short(line, 600)}"));
        }
    }

    private static string Vote(CountedVote vote)
    {
        var place = vote.For is { } other ? $" for {other}" : "";
        var changes = vote.Changes is { } changed ? $" with {Wire.Serialize(changed)}" : "";
        return $"{Elapsed.Time(vote.At)} {vote.By}{place} {(vote.Approved ? "approved" : "rejected")}{changes} by {vote.Channel}{Comment(vote.Comment)}";
    }

    private static string Entry(ApprovalAuditEntry entry) =>
        $"{Elapsed.Time(entry.At)} {Wire.Word(entry.Kind)} by {entry.By} ({entry.Channel}){(entry.Count > 1 ? $" {entry.Count} times" : "")}{(entry.Detail is { } detail ? $": {detail}" : "")}";

    private static string Comment(string? comment) => comment is { Length: > 0 } ? $": {comment}" : "";

    private static string Changes(ApprovalRecord approval) => approval.Editable.Count == 0 ? "" : $" [--set {approval.Editable[0].Name}=VALUE]";
}
