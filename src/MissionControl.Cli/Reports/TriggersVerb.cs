using System.CommandLine;
using System.Globalization;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;

namespace MissionControl.Cli.Reports;

/// <summary><c>mission triggers</c>: what executives are told of.</summary>
internal sealed class TriggersVerb : Verb
{
    private const int Most = 1000;

    private readonly Option<bool> _all = new("--all") { Description = "All that fired, cleared ones too." };

    public TriggersVerb(CommonOptions common)
        : base(common, "triggers", "Lists executive triggers that are active.") => Command.Options.Add(_all);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReading.Open(Common.Hub(parse));
        var portfolio = reader.Telemetry(Portfolio.PortfolioSettings.Default)?.Portfolio;
        var triggers = portfolio is null ? []
            : parse.GetValue(_all) ? await portfolio.ListTriggerHistoryAsync(Most, Terminal.Stop.Token)
            : await portfolio.ListTriggersAsync(Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(triggers);
        }
        else if (triggers.Count == 0)
        {
            Terminal.Error.WriteLine("No trigger is active.");
        }
        else
        {
            var table = new TextTable("TRIGGER", "FIRED", "CLEARED", "VALUE", "THRESHOLD", "WHAT");
            foreach (var one in triggers)
            {
                table.Add(one.TriggerType, Elapsed.Time(one.FiredAt), one.ClearedAt is { } at ? Elapsed.Time(at) : "", Number(one.Value), Number(one.Threshold), one.Message);
            }

            table.Write(Terminal);
        }

        return ExitCodes.Done;
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
