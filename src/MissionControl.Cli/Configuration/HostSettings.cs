using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Http.Configuration;

namespace MissionControl.Cli.Configuration;

/// <summary>The host's configuration: channels, links, people, rules of approvals, and the portfolio's numbers. Without a file all of it is off, and the numbers are the rules' own.</summary>
internal static class HostSettings
{
    /// <summary>Names the file when <c>--config</c> does not.</summary>
    public const string Variable = "MISSION_CONFIG";

    /// <exception cref="UsageException">With every fault of the file.</exception>
    public static HostConfiguration Read(Terminal terminal, string? given)
    {
        if ((given ?? terminal.Variable(Variable)) is not { Length: > 0 } file)
        {
            return HostConfiguration.Empty;
        }

        var what = given is null ? Variable : "--config";
        var bytes = MissionFile.Read(terminal, file, what, ConfigurationReader.MaxBytes)
            ?? throw new UsageException($"{what}: '{PlainText.Line(file)}' is larger than {ConfigurationReader.MaxBytes} bytes.");
        return ConfigurationReader.Read(bytes, file) switch
        {
            ConfigurationReading.Sound sound => sound.Configuration,
            ConfigurationReading.Refused refused => throw new UsageException(refused.Errors.Select(error => error.ToString()).ToList()),
            _ => throw new InvalidOperationException("A reading is sound or refused."),
        };
    }
}
