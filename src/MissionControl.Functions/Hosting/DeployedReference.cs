using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Functions.Hosting;

/// <summary>The reference files that were deployed with the app, read anew each time.</summary>
internal sealed class DeployedReference : ReferenceSource
{
    /// <exception cref="InvalidOperationException">A file is not sound; every fault is named.</exception>
    public override Task<ReferenceSet> ReadAsync(string? dataDirectory, CancellationToken cancellationToken)
    {
        if (dataDirectory is null)
        {
            return Task.FromResult(ReferenceSet.Empty);
        }

        var reading = ReferenceReader.Read(name => Path.Combine(dataDirectory, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null);
        return reading.IsSound ? Task.FromResult(reading.Set) : throw new InvalidOperationException(string.Join(' ', reading.Errors));
    }
}
