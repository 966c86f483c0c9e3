using System.CommandLine;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Portfolio;

namespace MissionControl.Cli.Reports;

/// <summary>The records of a data directory, and everything that is wrong or odd about its files.</summary>
internal sealed record RecordedPortfolio(PortfolioRecords Records, IReadOnlyList<string> Faults)
{
    /// <summary>The directory that the call names, else the settings. Null: neither does, and the hub is meant.</summary>
    public static string? Find(CommonOptions common, ParseResult parse, PortfolioSettings settings) =>
        common.IsDataGiven(parse) ? common.Data(parse).Path
        : settings.DataDir is { } configured ? DataDirectory.Of(common.Terminal, configured).Path
        : null;

    /// <summary>Rows that are not sound are left out and told; the rest is reported on.</summary>
    /// <exception cref="ReferenceFaultException">There is nothing to report on.</exception>
    public static RecordedPortfolio Read(string directory, PortfolioSettings settings)
    {
        var reading = FileReferenceSource.Read(directory, settings.Files);
        var set = reading.Set;
        if (set.Missions.Count + set.Runs.Count + set.Tasks.Count + set.Snapshots.Count + set.Agents.Count == 0)
        {
            throw reading.Errors.Count > 0
                ? new ReferenceFaultException(reading.Errors)
                : new UsageException($"'{PlainText.Line(directory)}' holds no reference files. A portfolio needs {settings.Files.BusinessMissionsFile} and the files beside it.");
        }

        return new RecordedPortfolio(PortfolioRecords.Of(set), reading.Errors.Concat(reading.Warnings).Select(fault => fault.ToString()).ToList());
    }
}
