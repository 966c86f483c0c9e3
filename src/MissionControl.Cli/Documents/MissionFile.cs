using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Documents;

/// <summary>Reads files that a person named, with a fault and its cure for each way in which that can fail.</summary>
internal static class MissionFile
{
    public static byte[] Read(Terminal terminal, string named) =>
        Read(terminal, named, "mission", MissionDocument.MaxBytes) ?? throw TooLarge(named, new FileInfo(terminal.Resolve(named, "mission")).Length);

    /// <param name="what">What the file is for, for errors.</param>
    /// <returns>The bytes, or null when the file is larger than <paramref name="maxBytes"/>.</returns>
    public static byte[]? Read(Terminal terminal, string named, string what, int maxBytes)
    {
        var path = terminal.Resolve(named, what);
        var shown = PlainText.Line(named);
        if (Directory.Exists(path))
        {
            throw new UsageException($"{what}: '{shown}' is a directory. Name a file in it.");
        }

        try
        {
            return BoundedFile.Read(path, maxBytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{what}: there is no file '{shown}'. Check the path; relative paths start at {PlainText.Line(terminal.WorkingDirectory)}.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{what}: '{shown}' cannot be read: {PlainText.Line(error.Message)} Check that it is a readable file.");
        }
    }

    /// <summary>What has no length, a device or a pipe, may still have no end.</summary>
    private static UsageException TooLarge(string named, long length) => new(length > MissionDocument.MaxBytes
        ? MissionDocument.TooLarge(named, length).ToString()
        : $"mission: '{PlainText.Line(named)}' does not end within {MissionDocument.MaxBytes} bytes. Name a mission document.");
}
