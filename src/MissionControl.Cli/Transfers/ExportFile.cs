using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Transfer;

namespace MissionControl.Cli.Transfers;

/// <summary>A file that <c>mission export</c> wrote. It is read twice, entry by entry: first to the end, so that a faulty one changes nothing.</summary>
internal sealed class ExportFile(Terminal terminal, string path, string named)
{
    public string Name { get; } = PlainText.Line(named);

    /// <returns>How many entries it has.</returns>
    /// <exception cref="UsageException">It cannot be read.</exception>
    /// <exception cref="ImportFaultException">It is no sound export.</exception>
    public async Task<int> CheckAsync()
    {
        var count = 0;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var entry in ReadAsync())
        {
            count++;
            if (entry.ReferenceFile is { } file)
            {
                files[file.Name] = System.Text.Encoding.UTF8.GetBytes(file.Content);
            }
        }

        if (files.Count > 0)
        {
            ReferenceImport.Of(files, Name, terminal.Clock.GetUtcNow());
        }

        return count;
    }

    public async IAsyncEnumerable<ExportEntry> ReadAsync()
    {
        await using var source = Open();
        await foreach (var entry in ExportReader.ReadAsync(source, Name, terminal.Stop.Token))
        {
            yield return entry;
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"import: there is no directory and no file '{Name}'. Check the path; relative paths start at {PlainText.Line(terminal.WorkingDirectory)}.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"import: '{Name}' cannot be read: {PlainText.Line(error.Message)} Check that it is a readable file.");
        }
    }
}
