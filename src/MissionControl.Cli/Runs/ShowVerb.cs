using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Cli.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Risks;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Reports;
using MissionControl.Reports.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using Spectre.Console;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission show</c>: one run with all that is known of it, as a report, or one of its outputs.</summary>
internal sealed class ShowVerb : Verb
{
    private readonly Argument<string> _run = new("run") { Description = "The id of a run.", HelpName = "RUN" };
    private readonly Option<string?> _output = new("--output") { Description = "Print the content of this output and nothing else.", HelpName = "ID" };

    private readonly ShownReport _report;

    public ShowVerb(CommonOptions common)
        : base(common, "show", "Shows a run: hops, agents and why they were chosen, steps, attempts, approvals, outputs, KPIs, cost, risks, errors.")
    {
        Command.Arguments.Add(_run);
        Command.Options.Add(_output);
        _report = new ShownReport(common);
        _report.AddTo(Command);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var stop = Terminal.Stop.Token;
        var target = _report.Target(parse, isOutputAsked: parse.GetValue(_output) is not null);
        using var reader = HubReading.Open(Common.Hub(parse));
        var record = await reader.GetRunAsync(parse.GetRequiredValue(_run), stop);
        var run = RunProjection.Read(record, await reader.ReadHistoryAsync(record.RunId, stop), Terminal.Clock.GetUtcNow());
        if (parse.GetValue(_output) is { } outputId)
        {
            return await ShowOutputAsync(run, outputId, reader, Common.Json(parse));
        }

        var approvals = await reader.ListApprovalsAsync(new ApprovalQuery(run.RunId), stop);
        var outputs = await RunOutputs.ReadAsync(run, reader.Assets, stop);
        var telemetry = await reader.FindTelemetryAsync(run.RunId, stop);
        var risks = await reader.ListRisksAsync(new RiskQuery(RunId: run.RunId), stop);
        if (_report.IsAsked(parse))
        {
            var source = MissionReportSource.Of(run, Terminal.Clock.GetUtcNow(), await reader.ReadDocumentAsync(record, stop), approvals);
            await _report.DeliverAsync(parse, source with { Telemetry = telemetry, RiskEvents = risks }, target);
        }

        if (Common.Json(parse))
        {
            WriteJson(RunAnswer.Of(run, outputs, target) with
            {
                Approvals = approvals.Select(ApprovalAnswer.Of).ToList(),
                Kpis = telemetry?.Kpis,
                Cost = telemetry?.Cost,
                RiskEvents = risks,
            });
            return ExitCodes.Done;
        }

        if (!_report.IsAsked(parse))
        {
            WriteTree(run, approvals);
            WriteOutputs(run, outputs);
            WriteTelemetry(telemetry);
            WriteRisks(risks);
            WriteErrors(run, record);
        }

        return ExitCodes.Done;
    }

    private void WriteTree(RunView run, IReadOnlyList<ApprovalRecord> approvals)
    {
        Screen.Out(Terminal).Write(RunTree.Draw(run, Terminal.Clock.GetUtcNow(), explain: true));
        if (approvals.Count > 0)
        {
            Terminal.Out.WriteLine();
            ApprovalTable.Write(Terminal, approvals);
        }
    }

    private void WriteRisks(IReadOnlyList<RiskEvent> risks)
    {
        if (risks.Count > 0)
        {
            Terminal.Out.WriteLine();
            RisksVerb.WriteTable(Terminal, risks);
        }
    }

    private void WriteOutputs(RunView run, JsonObject outputs)
    {
        if (outputs.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine();
        var table = new TextTable("OUTPUT", "TYPE", "BYTES", "CONTENT");
        foreach (var (id, content) in outputs)
        {
            var reference = run.Outputs[id];
            table.Add(id, reference.Type.ToString(), reference.Size.ToString(CultureInfo.InvariantCulture), RunOutputs.Summary(run, id, content));
        }

        table.Write(Terminal);
    }

    /// <summary>What the run reached and what it cost.</summary>
    private void WriteTelemetry(MissionRun? telemetry)
    {
        if (telemetry is not { Kpis.Count: > 0 } and not { Cost: not null })
        {
            return;
        }

        Terminal.Out.WriteLine();
        var table = new TextTable("FIGURE", "VALUE");
        foreach (var (name, value) in telemetry.Kpis)
        {
            table.Add(name, value.ToString("0.####", CultureInfo.InvariantCulture));
        }

        if (telemetry.Cost is { } cost)
        {
            table.Add("cost", string.Create(CultureInfo.InvariantCulture, $"{cost.Usd:0.00##} USD (steps {cost.StepsUsd:0.00##}, agents {cost.AgentsUsd:0.00##}, people {cost.PeopleUsd:0.00##})"));
        }

        table.Write(Terminal);
    }

    private void WriteErrors(RunView run, RunRecord record)
    {
        foreach (var error in run.Errors)
        {
            Terminal.Out.WriteLine($"error: {PlainText.Line(error.Message)}");
        }

        if (!record.IsFinal && record.Error is { } error1)
        {
            Terminal.Out.WriteLine($"error: {PlainText.Line(error1)}");
        }
    }

    private async Task<int> ShowOutputAsync(RunView run, string outputId, HubReading reader, bool json)
    {
        if (!run.Outputs.ContainsKey(outputId))
        {
            var known = run.Outputs.Count == 0 ? $"It has none: it is {Wire.Word(run.Status)}." : $"It has {string.Join(", ", run.Outputs.Keys)}.";
            throw new UsageException($"Run '{run.RunId}' has no output '{PlainText.Short(outputId, 80)}'. {PlainText.Line(known)}");
        }

        var content = await RunOutputs.ReadAsync(run, outputId, reader.Assets, Terminal.Stop.Token);
        var text = json ? null : ReportOutput.Of(run.Outputs[outputId].Type, content)?.Body;
        Terminal.Out.WriteLine(text is null ? content?.ToJsonString(Wire.Options) ?? "null" : Terminal.OutIsScreen ? PlainText.Block(text) : text);
        return ExitCodes.Done;
    }
}
