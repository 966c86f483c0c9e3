using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;

namespace MissionControl.Cli.Reports;

/// <summary><c>mission portfolio</c>: the report on the hub; with <c>--data</c> on recorded files alone, and the hub is not even opened.</summary>
internal sealed class PortfolioVerb : Verb
{
    private readonly Option<string?> _mission = new("--mission") { Description = "Only what carries this mission's id; portfolio-wide figures stay and say so.", HelpName = "ID" };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "What came later is not known yet: a UTC date (its end counts) or time. Default: now; of files the date of their latest snapshot.", HelpName = "TIME" };
    private readonly Option<string?> _window = new("--window") { Description = "How far back runs, logs and risk events count, such as 30d. Default: all.", HelpName = "SPAN" };
    private readonly Option<string> _format = new("--format") { Description = "md, html or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "md" };
    private readonly Option<string?> _out = new("--out") { Description = "Write the report to this file. Default: print it.", HelpName = "FILE" };
    private readonly Option<string?> _config = new("--config") { Description = "A JSON file with thresholds, weights and file names, under 'portfolio' or at its top.", HelpName = "FILE" };

    public PortfolioVerb(CommonOptions common)
        : base(common, "portfolio", "Reports on the portfolio: verdict, KPIs, risks, runs, agents, triggers.")
    {
        _format.AcceptOnlyFromAmong("md", "html", "json");
        foreach (var option in new Option[] { _mission, _asOf, _window, _format, _out, _config })
        {
            Command.Options.Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var began = Terminal.Clock.GetTimestamp();
        var target = ReportFile.Target(Terminal, parse.GetValue(_out), "--out");
        var settings = PortfolioConfiguration.Read(Terminal, parse.GetValue(_config));
        var data = RecordedPortfolio.Find(Common, parse, settings);
        var recorded = data is null ? null : RecordedPortfolio.Read(data, settings);
        var view = recorded is null ? await AnalyseHubAsync(parse, settings) : Analyse(parse, recorded.Records, settings);
        IReadOnlyList<string> faults = recorded?.Faults ?? [];
        foreach (var fault in faults.Concat(view.Notes))
        {
            Terminal.Error.WriteLine($"warning: {PlainText.Line(fault)}");
        }

        var output = new PortfolioOutput(view, data, faults);
        var state = () => PortfolioState.Write(output.State(target, Terminal.Clock.GetElapsedTime(began)));
        var text = parse.GetRequiredValue(_format) switch
        {
            "html" => output.Html,
            "json" => state() + "\n",
            _ => output.Markdown,
        };
        await ReportFile.DeliverAsync(Terminal, text, target, isPrinted: !Common.Json(parse));
        if (Common.Json(parse))
        {
            Terminal.Out.WriteLine(state());
        }

        return ExitCodes.Done;
    }

    private PortfolioView Analyse(ParseResult parse, PortfolioRecords records, PortfolioSettings settings)
    {
        var scope = Scope(parse, records.DefaultAsOf(Terminal.Clock.GetUtcNow()), records.Missions);
        return PortfolioAnalysis.Of(records, scope, settings);
    }

    /// <summary>Whoever owns the hub, it is read as it stands.</summary>
    private async Task<PortfolioView> AnalyseHubAsync(ParseResult parse, PortfolioSettings settings)
    {
        using var reader = HubReading.Open(Common.Hub(parse));
        var portfolio = reader.Portfolio(settings, Terminal.Clock)
            ?? throw new UsageException("There is no hub to report on yet: run a mission, 'mission import' recorded files, or report on files alone with --data DIR.");
        var scope = Scope(parse, Terminal.Clock.GetUtcNow(), await portfolio.MissionsAsync(Terminal.Stop.Token));
        return PortfolioAnalysis.Of(await portfolio.ReadAsync(scope, Terminal.Stop.Token), scope, settings);
    }

    private PortfolioScope Scope(ParseResult parse, DateTimeOffset otherwise, IReadOnlyList<PortfolioMission> missions)
    {
        var mission = parse.GetValue(_mission);
        if (mission is not null && missions.All(one => one.MissionId != mission))
        {
            var known = missions.Select(one => one.MissionId).ToList();
            var meant = Suggestion.Nearest(mission, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            throw new UsageException($"--mission: there is no mission '{PlainText.Short(mission, 80)}'.{meant} There are {PlainText.Short(string.Join(", ", known.Take(20)), 500)}.");
        }

        return new PortfolioScope(PortfolioTime.AsOf(parse.GetValue(_asOf)) ?? otherwise, PortfolioTime.Window(parse.GetValue(_window)), mission);
    }
}
