using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Testing.Stores;

/// <summary>Agents and figures that a test sets, read anew by each activity.</summary>
public sealed class FixedReferenceSource(Func<ReferenceSet> current) : ReferenceSource
{
    public override Task<ReferenceSet> ReadAsync(string? dataDirectory, CancellationToken cancellationToken) => Task.FromResult(current());
}
