using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Reference;

/// <summary>The data directory of this call.</summary>
/// <param name="Path">Absolute; null where there is none.</param>
internal sealed record DataDirectory(string? Path)
{
    public const string DefaultName = "data";

    /// <param name="given">What <c>--data</c> says; null: <c>data</c>, where there is one.</param>
    /// <exception cref="UsageException">The directory that was named is none.</exception>
    public static DataDirectory Of(Terminal terminal, string? given)
    {
        var path = terminal.Resolve(given ?? DefaultName, "--data");
        if (Directory.Exists(path))
        {
            return new DataDirectory(path);
        }

        return given is null
            ? new DataDirectory((string?)null)
            : throw new UsageException($"--data: '{PlainText.Line(given)}' is no directory. Name the directory with missions, agents and data.");
    }
}
