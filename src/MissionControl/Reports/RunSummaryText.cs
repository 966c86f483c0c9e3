using System.Globalization;
using System.Text;
using MissionControl.Missions;

namespace MissionControl.Reports;

/// <summary>A run in a page of Markdown: where it stands, its hops, its outputs, what went wrong. No text of the mission can end a line or a cell.</summary>
public static class RunSummaryText
{
    private const int MaxCell = 200;

    public static string Markdown(RunRecord run, RunView view)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Cell(view.MissionName ?? run.MissionId)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Run `{run.RunId}` of mission `{run.MissionId}`: **{Wire.Word(run.Status)}**, started {Time(run.CreatedAt)}");
        text.Append(run.RequestedBy is { } by ? $" by {Cell(by)}" : "").Append(run.CompletedAt is { } end ? $", ended {Time(end)}" : "").Append(".\n");
        AppendHops(text, view);
        foreach (var (id, output) in view.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- Output `{id}` ({output.Type}), {output.Size} bytes, SHA-256 `{output.Sha256}`");
        }

        foreach (var error in view.Errors)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- Error: {Cell(error.Message)}");
        }

        return text.Append('\n').ToString();
    }

    private static void AppendHops(StringBuilder text, RunView view)
    {
        if (view.Hops.Count == 0)
        {
            return;
        }

        text.Append("\n| hop | status | agent | minutes | attempts |\n|---|---|---|---|---|\n");
        foreach (var hop in view.Hops)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(hop.Title)} | {Wire.Word(hop.Result.Status)} | {Cell(hop.Result.AgentId ?? "")} | {hop.Result.ActualDurationMinutes:0.##} | {hop.Result.Attempts} |\n");
        }
    }

    private static string Cell(string text)
    {
        var cell = new StringBuilder();
        foreach (var c in text.Take(MaxCell))
        {
            cell.Append(char.IsControl(c) ? " " : "\\`*_{}[]<>#|!".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        }

        return cell.ToString();
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
