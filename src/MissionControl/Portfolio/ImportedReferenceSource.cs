using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Portfolio;

/// <summary>
/// Agents and what else reference files say: those of the run's data directory; of a run without one, those that the hub imported.
/// </summary>
/// <param name="files">Reads data directories.</param>
public sealed class ImportedReferenceSource(ReferenceSource files, PortfolioStore portfolio) : ReferenceSource
{
    private readonly ImportedReference _imported = new(portfolio);

    public override Task<ReferenceSet> ReadAsync(string? dataDirectory, CancellationToken cancellationToken) =>
        dataDirectory is null ? _imported.ReadAsync(cancellationToken) : files.ReadAsync(dataDirectory, cancellationToken);
}
