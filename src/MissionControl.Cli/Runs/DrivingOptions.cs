using System.CommandLine;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Runs;

/// <summary>The options of the verbs that bring a run forward.</summary>
internal sealed class DrivingOptions(Terminal terminal)
{
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Only record it; 'mission resume RUN' goes on with the run." };

    private readonly Option<bool> _approveAll = new("--approve-all") { Description = "Approve every approval as it opens, in your name." };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write the run's first output of type report (else markdown, else text) to this file. Default: each report under output/RUN/.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _by = new("--by") { Description = "In whose name. Default: the user of this terminal.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_by);
        command.Options.Add(_noWait);
        command.Options.Add(_approveAll);
        command.Options.Add(_report);
    }

    /// <exception cref="UsageException">The report's place or the name is none.</exception>
    public Driving Read(ParseResult parse) => new(
        Person.Of(terminal, parse.GetValue(_by)), parse.GetValue(_noWait), parse.GetValue(_approveAll), ReportFile.Target(terminal, parse.GetValue(_report)));
}

/// <summary>How a run is to be brought forward.</summary>
/// <param name="ReportTarget">Absolute; null: the default place.</param>
internal sealed record Driving(string By, bool NoWait, bool ApproveAll, string? ReportTarget);
