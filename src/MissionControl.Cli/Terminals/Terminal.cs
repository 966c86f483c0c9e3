namespace MissionControl.Cli.Terminals;

/// <summary>Everything a verb may know of where it was called: data goes to <see cref="Out"/>, all else to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TimeProvider Clock)
{
    /// <summary>True when <see cref="Error"/> is a screen that can be redrawn.</summary>
    public bool ErrorIsScreen { get; init; }

    /// <summary>True when <see cref="Out"/> is a screen.</summary>
    public bool OutIsScreen { get; init; }

    /// <summary>Columns and rows of the screen.</summary>
    public int Width { get; init; } = 100;

    public int Height { get; init; } = 40;

    /// <summary>Who calls, when <c>--by</c> does not say.</summary>
    public required string User { get; init; }

    /// <summary>Absolute; relative paths start here.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where the default hub lies; absolute, or empty where the user has no such folder.</summary>
    public required string UserDataDirectory { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required StopSignals Stop { get; init; }

    /// <summary>The absolute path that a person meant.</summary>
    /// <exception cref="Invocation.UsageException">The text is no path.</exception>
    public string Resolve(string path, string what)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new Invocation.UsageException($"{what}: '{PlainText.Line(path)}' is no path. Give the path of a file or directory.");
        }

        return Path.GetFullPath(path, WorkingDirectory);
    }

    public static Terminal OfProcess(StopSignals stop) => new(Console.Out, Console.Error, TimeProvider.System)
    {
        ErrorIsScreen = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        OutIsScreen = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Width = Size(static () => Console.WindowWidth, 100),
        Height = Size(static () => Console.WindowHeight, 40),
        User = Environment.UserName,
        WorkingDirectory = Environment.CurrentDirectory,
        UserDataDirectory = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Variable = Environment.GetEnvironmentVariable,
        Stop = stop,
    };

    /// <summary>Where there is no screen there is no size.</summary>
    private static int Size(Func<int> read, int otherwise)
    {
        try
        {
            return read() is > 0 and var size ? size : otherwise;
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
