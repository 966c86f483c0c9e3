using MissionControl.Cli.Documents;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Cli.Reference;

/// <summary>Reads the reference files of a data directory, each time anew; a directory without any gives an empty set.</summary>
internal sealed class FileReferenceSource : ReferenceSource
{
    /// <summary>Nothing larger is read into memory.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <exception cref="ReferenceFaultException">A file is not sound; every fault is named.</exception>
    public override Task<ReferenceSet> ReadAsync(string? dataDirectory, CancellationToken cancellationToken)
    {
        var reading = Read(dataDirectory);
        return reading.IsSound ? Task.FromResult(reading.Set) : throw new ReferenceFaultException(reading.Errors);
    }

    /// <param name="files">The files' names; null: the usual ones.</param>
    public static ReferenceReading Read(string? dataDirectory, ReferenceFiles? files = null) => dataDirectory is null
        ? new ReferenceReading(ReferenceSet.Empty, [], [])
        : ReferenceReader.Read(name => ReadFile(dataDirectory, name), files);

    /// <summary>The reference files that are there, by their usual names.</summary>
    /// <param name="files">The names that they have in the directory.</param>
    /// <exception cref="ReferenceFaultException">One is too large, or a link that leads out of the directory.</exception>
    public static IReadOnlyDictionary<string, byte[]> Collect(string directory, ReferenceFiles files) => files.Names.Zip(ReferenceFiles.Usual)
        .Select(name => (Usual: name.Second, Content: ReadFile(directory, name.First)))
        .Where(file => file.Content is not null)
        .ToDictionary(file => file.Usual, file => file.Content!, StringComparer.Ordinal);

    /// <summary>A file of the directory itself: a link is followed only to a place inside it.</summary>
    private static byte[]? ReadFile(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var root = Real(new DirectoryInfo(directory));
        var real = Real(new FileInfo(path));
        if (new FileInfo(path).LinkTarget is not null && !real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ReferenceFaultException([new DocumentError(name, "$", "it is a link that leads out of the data directory", "Put the file itself there.")]);
        }

        return BoundedFile.Read(path, MaxBytes)
            ?? throw new ReferenceFaultException([new DocumentError(name, "$", $"it is larger than {MaxBytes} bytes", "Split the data.")]);
    }

    private static string Real(FileSystemInfo entry) =>
        Path.TrimEndingDirectorySeparator(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName);
}

/// <summary>Reference files that cannot be used.</summary>
internal sealed class ReferenceFaultException(IReadOnlyList<DocumentError> errors) : Exception(string.Join(' ', errors))
{
    public IReadOnlyList<DocumentError> Errors { get; } = errors;
}
