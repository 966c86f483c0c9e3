using System.CommandLine;
using MissionControl.Cli.Invocation;
using MissionControl.Reports.Missions;

namespace MissionControl.Cli.Reports;

/// <summary>The report on a run, as <c>mission show RUN --report</c> gives it.</summary>
internal sealed class ShownReport(CommonOptions common)
{
    private readonly Option<bool> _report = new("--report") { Description = "The report on the run: goal, plan as it ran, agents and why they were chosen, approvals, KPIs, risks, outputs, errors." };
    private readonly Option<string?> _format = new("--format") { Description = "With --report: md (default) or html.", HelpName = "FORMAT" };
    private readonly Option<string?> _out = new("--out") { Description = "With --report: write it to this file. Default: print it.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong("md", "html");
        foreach (var option in new Option[] { _report, _format, _out })
        {
            command.Options.Add(option);
        }
    }

    public bool IsAsked(ParseResult parse) => parse.GetValue(_report);

    /// <param name="isOutputAsked">The call asks for the content of one output.</param>
    /// <returns>Where the report goes, absolute; null: it is printed, or there is none.</returns>
    /// <exception cref="UsageException">The options say nothing together.</exception>
    public string? Target(ParseResult parse, bool isOutputAsked)
    {
        if (!IsAsked(parse) && (parse.GetValue(_format) is not null || parse.GetValue(_out) is not null))
        {
            throw new UsageException("--format and --out belong to --report. Add --report, or leave them out.");
        }

        if (IsAsked(parse) && isOutputAsked)
        {
            throw new UsageException("--report is on the whole run, --output ID prints one output. Use one of them.");
        }

        if (IsAsked(parse) && common.Json(parse) && parse.GetValue(_out) is null)
        {
            throw new UsageException("--report is no JSON. With --json, say where the report goes: --out FILE.");
        }

        return ReportFile.Target(common.Terminal, parse.GetValue(_out), "--out");
    }

    public Task DeliverAsync(ParseResult parse, MissionReportSource source, string? target)
    {
        var report = MissionReport.Of(source);
        var text = parse.GetValue(_format) == "html" ? MissionReport.Html(report) : MissionReport.Markdown(report);
        return ReportFile.DeliverAsync(common.Terminal, text, target, isPrinted: !common.Json(parse));
    }
}
