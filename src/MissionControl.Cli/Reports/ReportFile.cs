using System.Text;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Reports;

/// <summary>Writes a file whole or not at all: what was there stays until the new one is complete.</summary>
internal static class ReportFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The absolute path that <c>--report</c>, or another option, means, before anything runs.</summary>
    /// <exception cref="UsageException">It is a directory, or its directory is not there.</exception>
    public static string? Target(Terminal terminal, string? given, string option = "--report")
    {
        if (given is null)
        {
            return null;
        }

        var path = terminal.Resolve(given, option);
        if (Directory.Exists(path) || given.EndsWith('/') || given.EndsWith(Path.DirectorySeparatorChar))
        {
            throw new UsageException($"{option}: '{PlainText.Line(given)}' is a directory. Name a file in it.");
        }

        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new UsageException($"{option}: the directory of '{PlainText.Line(given)}' does not exist. Make it, or name another file.");
    }

    /// <summary>Writes a text to a file and tells where it is; without one the text itself is printed.</summary>
    /// <param name="isPrinted">False: nothing is said of it.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static async Task DeliverAsync(Terminal terminal, string text, string? target, bool isPrinted)
    {
        try
        {
            if (target is not null)
            {
                await WriteAsync(target, text, terminal.Stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: '{PlainText.Line(target!)}' cannot be written: {PlainText.Line(error.Message)} Name another file.");
        }

        if (isPrinted && target is not null)
        {
            terminal.Out.WriteLine(PlainText.Line(target));
        }
        else if (isPrinted)
        {
            terminal.Out.Write(terminal.OutIsScreen ? PlainText.Block(text) : text);
        }
    }

    public static Task WriteAsync(string path, string content, CancellationToken cancellationToken) =>
        WriteAsync(path, async target => await target.WriteAsync(Utf8.GetBytes(content), cancellationToken));

    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        if (IsDevice(path))
        {
            await using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            await write(device);
            return;
        }

        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        try
        {
            await using (var target = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                await write(target);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>A device takes what is written; a file put in its place would end it.</summary>
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);
}
