using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Hub;

/// <summary>Where the task hub lies. Naming it creates nothing.</summary>
internal sealed record HubFile(string Path)
{
    public const string DefaultDirectory = "mission-control";
    public const string DefaultName = "hub.db";

    public bool Exists => File.Exists(Path);

    /// <summary>What a command line needs to name this hub: nothing for the default one.</summary>
    public string Option { get; private init; } = "";

    /// <param name="given">What <c>--hub</c> says; null: the default.</param>
    /// <exception cref="UsageException">It is a directory, or there is no place for the default.</exception>
    public static HubFile Of(Terminal terminal, string? given)
    {
        if (given is null && terminal.UserDataDirectory.Length == 0)
        {
            throw new UsageException("There is no user's data folder here to keep the hub in. Say where it is: --hub FILE.");
        }

        var path = given is null
            ? System.IO.Path.Combine(terminal.UserDataDirectory, DefaultDirectory, DefaultName)
            : terminal.Resolve(given, "--hub");
        if (!OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new UsageException($"--hub: '{PlainText.Line(given)}' is a device. Name a file.");
        }

        return Directory.Exists(path)
            ? throw new UsageException($"--hub: '{PlainText.Line(given ?? path)}' is a directory. Give a file in it, for example {PlainText.Line(System.IO.Path.Combine(given ?? path, DefaultName))}.")
            : new HubFile(path) { Option = given is null ? "" : $" --hub {Quoted(given)}" };
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/\\._-:~".Contains(c, StringComparison.Ordinal)) ? path : $"'{PlainText.Line(path).Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Makes the directory that the file will lie in.</summary>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--hub: the directory of '{PlainText.Line(Path)}' cannot be made: {PlainText.Line(error.Message)} Name another file.");
        }
    }
}
