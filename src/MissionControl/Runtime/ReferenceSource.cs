using MissionControl.Reference;

namespace MissionControl.Runtime;

/// <summary>Where agents, capabilities and their figures are read, by activities only, each time anew.</summary>
public abstract class ReferenceSource
{
    /// <param name="dataDirectory">The data directory of the run, or null.</param>
    public abstract Task<ReferenceSet> ReadAsync(string? dataDirectory, CancellationToken cancellationToken);
}
