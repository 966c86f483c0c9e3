using MissionControl.Reference;

namespace MissionControl.Cli.Reference;

/// <summary>Where missions and agents are found: in the data directory first, then among the files that the hub imported.</summary>
/// <param name="imported">Reads the imported files; empty where there are none.</param>
internal sealed class MissionData(DataDirectory directory, Func<Task<ReferenceSet>> imported)
{
    /// <summary>Absolute; null where there is none.</summary>
    public string? Directory => directory.Path;

    public Task<ReferenceSet> ImportedAsync() => imported();

    /// <summary>What runs find that are started with this directory.</summary>
    /// <param name="dataDirectory">Null: they find what was imported.</param>
    public async Task<ReferenceReading> ReadAsync(string? dataDirectory) =>
        dataDirectory is null ? new ReferenceReading(await imported(), [], []) : FileReferenceSource.Read(dataDirectory);
}
