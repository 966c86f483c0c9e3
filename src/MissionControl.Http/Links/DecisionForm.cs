using System.Text;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Http.Channels;

namespace MissionControl.Http.Links;

/// <summary>The form of the page: inputs that may be changed, a comment, two buttons. It works by keyboard and without script.</summary>
internal sealed class DecisionForm(ApprovalRecord record, LinkForm? written)
{
    public void WriteTo(StringBuilder html, string mark)
    {
        html.Append("<h2>Your decision</h2>\n<form method=\"post\" autocomplete=\"off\">\n");

        // Enter in a field presses a form's first button: this one, which does nothing.
        html.Append("<button type=\"submit\" disabled hidden></button>\n");
        html.Append($"<input type=\"hidden\" name=\"{LinkForm.MarkField}\" value=\"{Markup.Text(mark)}\">\n");
        foreach (var input in record.Editable)
        {
            Field(html, input);
        }

        var need = record.Comment switch
        {
            CommentNeed.Always => "(needed)",
            CommentNeed.OnReject => "(needed to reject)",
            _ => "(optional)",
        };
        html.Append($"""
            <label for="comment">Comment <span class="hint">{need}</span></label>
            <textarea id="comment" name="{LinkForm.CommentField}" maxlength="{ApprovalVote.MaxComment}">
            {Markup.Text(written?.Comment)}</textarea>
            <div class="actions">
            <button class="yes" type="submit" name="{LinkForm.DecisionField}" value="{SignedLink.Approve}">Approve</button>
            <button class="no" type="submit" name="{LinkForm.DecisionField}" value="{SignedLink.Reject}">Reject</button>
            </div>
            </form>

            """);
    }

    private void Field(StringBuilder html, EditableInput input)
    {
        var shown = record.Evidence?.Inputs.FirstOrDefault(one => one.Name == input.Name);
        var value = written?.Inputs.GetValueOrDefault(input.Name) ?? (shown is { IsCut: false } ? shown.Shown : "");
        var id = Markup.Text($"input-{input.Name}");
        var name = Markup.Text(LinkForm.InputPrefix + input.Name);
        var hint = shown is { IsCut: true } ? $"{input.Type}; left empty it stays as it is" : $"{input.Type}";
        html.Append($"<label for=\"{id}\">{Markup.Text(input.Name)} <span class=\"hint\">({Markup.Text(hint)})</span></label>\n");
        if (input.AllowedValues.Count > 0 || input.Type == AssetType.Boolean)
        {
            var values = input.AllowedValues.Count > 0 ? input.AllowedValues : ["true", "false"];
            var options = values.Contains(value) ? values : [value, .. values];
            html.Append($"<select id=\"{id}\" name=\"{name}\">");
            html.Append(string.Concat(options.Select(option => $"<option value=\"{Markup.Text(option)}\"{(option == value ? " selected" : "")}>{Markup.Text(option)}</option>")));
            html.Append("</select>\n");
        }
        else if (value.Length > 60 || value.Contains('\n', StringComparison.Ordinal))
        {
            html.Append($"<textarea id=\"{id}\" name=\"{name}\">\n{Markup.Text(value)}</textarea>\n");
        }
        else
        {
            html.Append($"<input id=\"{id}\" name=\"{name}\" value=\"{Markup.Text(value)}\">\n");
        }
    }
}
