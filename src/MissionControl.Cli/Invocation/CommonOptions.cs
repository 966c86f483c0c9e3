using System.CommandLine;
using MissionControl.Cli.Configuration;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Invocation;

/// <summary>The options that every verb has.</summary>
internal sealed class CommonOptions(Terminal terminal)
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Directory with missions, agents and what tools read. Default: 'data' in the current directory, where there is one.",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _hub = new("--hub")
    {
        Description = "The task hub: the SQLite file that holds all runs. Default: mission-control/hub.db in the user's data folder.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print JSON on standard output: one line, lists and histories included.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Print the stack trace of an unexpected error.",
        Recursive = true,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "The host's configuration: channels, links, people, rules of approvals, the portfolio's numbers and schedules. Default: the file that MISSION_CONFIG names, where it is set.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Terminal Terminal { get; } = terminal;

    public void AddTo(Command root)
    {
        root.Options.Add(_data);
        root.Options.Add(_hub);
        root.Options.Add(_config);
        root.Options.Add(_json);
        root.Options.Add(_verbose);
    }

    public bool Json(ParseResult parse) => parse.GetValue(_json);

    public bool Verbose(ParseResult parse) => parse.GetValue(_verbose);

    public HubFile Hub(ParseResult parse) => HubFile.Of(Terminal, parse.GetValue(_hub));

    /// <summary>True when the call names a data directory.</summary>
    public bool IsDataGiven(ParseResult parse) => parse.GetValue(_data) is not null;

    /// <summary>What the program is made of, as the configuration says.</summary>
    public HubComposition Composition(ParseResult parse) => new(Terminal, HostSettings.Read(Terminal, parse.GetValue(_config)));

    /// <summary>Where missions are found: in the data directory, then among the files that the hub imported.</summary>
    public MissionData Missions(ParseResult parse)
    {
        var hub = Hub(parse);
        return new MissionData(Data(parse), async () =>
        {
            using var reader = HubReading.Open(hub);
            return reader.Portfolio(Portfolio.PortfolioSettings.Default, Terminal.Clock) is { } portfolio
                ? await portfolio.ReferenceAsync(Terminal.Stop.Token)
                : MissionControl.Reference.ReferenceSet.Empty;
        });
    }

    public DataDirectory Data(ParseResult parse) => DataDirectory.Of(Terminal, parse.GetValue(_data));
}
