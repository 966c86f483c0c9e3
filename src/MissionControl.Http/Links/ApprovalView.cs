using System.Globalization;
using System.Text;
using MissionControl.Approvals;
using MissionControl.Http.Channels;

namespace MissionControl.Http.Links;

/// <summary>What a note on the page is about.</summary>
internal enum NoteTone
{
    Plain,
    Good,
    Bad,
    Warn,
}

/// <summary>Shows an approval to the person whose link it is: the evidence, and the form while there is something to decide.</summary>
internal sealed class ApprovalView(ApprovalRecord record, string approver)
{
    private readonly StringBuilder _html = new();

    /// <summary>What became of a vote, or why it was refused.</summary>
    public (NoteTone Tone, string Sentence)? Note { get; init; }

    /// <summary>Proves that a post comes from this page; null: nothing is asked.</summary>
    public string? FormMark { get; init; }

    /// <summary>What the person wrote, when the page is shown again.</summary>
    public LinkForm? Written { get; init; }

    public LinkPage Page(int status)
    {
        _html.Append("<section class=\"card\">\n");
        _html.Append($"<span class=\"pill {PillClass()}\">{Markup.Text(Words())}</span>\n");
        _html.Append($"<h1>{Markup.Text(record.Summary ?? record.Evidence?.What ?? "Approval")}</h1>\n");
        if (record.Evidence is { What.Length: > 0 } evidence && evidence.What != record.Summary)
        {
            _html.Append($"<p class=\"lead\">{Markup.Text(evidence.What)}</p>\n");
        }

        if (Note is { } note)
        {
            _html.Append($"<p class=\"note {Wire.Word(note.Tone)}\" role=\"status\">{Markup.Text(note.Sentence)}</p>\n");
        }

        Facts();
        Inputs();
        Risk();
        Votes();
        if (FormMark is { } mark)
        {
            new DecisionForm(record, Written).WriteTo(_html, mark);
        }

        _html.Append($"</section>\n<footer>This page is for {Markup.Text(approver)} alone. Opening it decides nothing. Approval {Markup.Text(record.ApprovalId)}.</footer>\n");
        return new LinkPage(status, record.Summary ?? "Approval", _html.ToString());
    }

    private string PillClass() => record.Status switch
    {
        ApprovalStatus.Approved => "good",
        ApprovalStatus.Rejected or ApprovalStatus.Expired => "bad",
        ApprovalStatus.Cancelled => "",
        _ => "open",
    };

    private string Words() => record.Status switch
    {
        ApprovalStatus.Pending => "Waits for a decision",
        ApprovalStatus.Escalated => "Escalated, waits for a decision",
        ApprovalStatus.Cancelled => "No longer needed",
        ApprovalStatus.Expired => "Not decided in time",
        var status => status.ToString(),
    };

    private void Facts()
    {
        _html.Append("<h2>What this is</h2>\n<dl>\n");
        Fact("Mission", record.MissionId);
        Fact("Run", record.RunId);
        Fact("Requested by", record.RequestedBy);
        Fact("Asked", PageTime.Of(record.RequestedAt));
        Fact("Due", record is { IsOpen: true, Due: { } due } ? PageTime.Of(due) : null);
        Fact("Estimated cost", record.Evidence?.EstimatedCostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost} USD") : null);
        Fact("Estimated time", record.Evidence?.EstimatedMinutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes") : null);
        Fact("If rejected", record.IsOpen ? record.Evidence?.OnReject : null);
        Fact("If nobody decides", record.IsOpen ? record.Evidence?.OnTimeout : null);
        Fact("Decided", record.Decision is { } decision ? $"{Wire.Word(record.Status)} by {decision.By}, {PageTime.Of(decision.At)}" : null);
        Fact("Comment", record.Decision?.Comment);
        Fact("Changed inputs", record.Decision?.Changes is { } changes ? Wire.Serialize(changes) : null);
        _html.Append("</dl>\n");
    }

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _html.Append($"<dt>{name}</dt><dd>{Markup.Text(value)}</dd>\n");
        }
    }

    private void Inputs()
    {
        if (record.Evidence is not { Inputs.Count: > 0 } evidence)
        {
            return;
        }

        _html.Append("<h2>With these inputs</h2>\n<dl>\n");
        foreach (var input in evidence.Inputs)
        {
            _html.Append($"<dt>{Markup.Text(input.Name)}</dt><dd><pre tabindex=\"0\">{Markup.Text(input.Shown)}{(input.IsCut ? " ..." : "")}</pre></dd>\n");
        }

        _html.Append("</dl>\n");
        if (evidence.InputsLeftOut > 0)
        {
            _html.Append($"<p class=\"lead\">{evidence.InputsLeftOut.ToString(CultureInfo.InvariantCulture)} more are not shown.</p>\n");
        }
    }

    private void Risk()
    {
        if (record.Evidence is { Risk.Count: > 0 } evidence)
        {
            _html.Append($"<h2>What makes it risky</h2>\n<ul>\n{string.Concat(evidence.Risk.Select(risk => $"<li>{Markup.Text(risk)}</li>\n"))}</ul>\n");
        }
    }

    private void Votes()
    {
        if (record.Votes.Count > 0 && record.IsOpen)
        {
            var votes = record.Votes.Select(vote => $"<li>{Markup.Text(vote.By)} {(vote.Approved ? "approved" : "rejected")}{(vote.Comment is null ? "" : $": {Markup.Text(vote.Comment)}")}</li>\n");
            _html.Append($"<h2>Votes so far</h2>\n<ul>\n{string.Concat(votes)}</ul>\n");
        }
    }
}
