using System.Text;
using MissionControl.Runtime;

namespace MissionControl.Transfer;

/// <summary>
/// Puts the saved versions of a mission on top of those that are there, so that the newest is the newest. Versions that are there in the same
/// order are not saved twice, and an import that was interrupted goes on where it was.
/// </summary>
internal sealed class VersionImport(MissionStore catalogue)
{
    /// <param name="versions">Of one mission, oldest first.</param>
    public async Task<ImportCount> ImportAsync(IReadOnlyList<ExportedVersion> versions, CancellationToken cancellationToken)
    {
        var missionId = versions[0].MissionId;
        var known = (await catalogue.VersionsAsync(missionId, cancellationToken)).OrderBy(version => version.Number).Select(version => version.Sha256).ToList();
        var there = Overlap(known, [.. versions.Select(version => version.Sha256)]);
        foreach (var version in versions.Skip(there))
        {
            var put = new MissionPut(missionId, version.Name, Encoding.UTF8.GetBytes(version.Document), version.SavedAt, version.SavedBy, Expected: null);
            await catalogue.PutAsync(put, cancellationToken);
        }

        return new ImportCount(New: versions.Count - there, Replaced: 0, Unchanged: there, Kept: 0);
    }

    /// <summary>How many of the given, from the first on, need not be saved: all when they stand somewhere in a row, else those that end what is known.</summary>
    internal static int Overlap(IReadOnlyList<string> known, IReadOnlyList<string> given)
    {
        for (var start = 0; start + given.Count <= known.Count; start++)
        {
            if (given.SequenceEqual(known.Skip(start).Take(given.Count), StringComparer.Ordinal))
            {
                return given.Count;
            }
        }

        var most = Math.Min(known.Count, given.Count - 1);
        return Enumerable.Range(0, most + 1).Select(less => most - less).First(count => given.Take(count).SequenceEqual(known.Skip(known.Count - count), StringComparer.Ordinal));
    }
}
