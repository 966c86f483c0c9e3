using MissionControl.Cli.Configuration;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Http.Configuration;
using MissionControl.Portfolio;

namespace MissionControl.Cli.Reports;

/// <summary>The settings of a report: the rules' own numbers, unless a file says otherwise.</summary>
internal static class PortfolioConfiguration
{
    private const int MaxBytes = 1024 * 1024;

    /// <exception cref="UsageException">The file cannot be read or holds faults; every one is named.</exception>
    public static PortfolioSettings Read(Terminal terminal, string? given)
    {
        var what = given is null ? HostSettings.Variable : "--config";
        given ??= terminal.Variable(HostSettings.Variable);
        if (given is not { Length: > 0 })
        {
            return PortfolioSettings.Default;
        }

        var path = terminal.Resolve(given, what);
        try
        {
            var bytes = BoundedFile.Read(path, MaxBytes) ?? throw new UsageException($"{what}: '{PlainText.Line(given)}' has more than {MaxBytes} bytes. Name a configuration file.");
            var (settings, errors) = ConfigurationReader.ReadPortfolio(bytes, given);
            return settings ?? throw new UsageException(errors.Select(error => error.ToString()).ToList());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{what}: '{PlainText.Line(given)}' cannot be read: {PlainText.Line(error.Message)} Name a configuration file.");
        }
    }
}
