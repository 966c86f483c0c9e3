using MissionControl.Missions;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Changes a run and its rows in the index, in the order that leaves a row too many rather than one too few.</summary>
internal sealed class RunWriter(RunRows runs, RunIndex index)
{
    /// <summary>False when the run id is taken, or was barred meanwhile.</summary>
    public async Task<bool> TryInsertAsync(RunRow first, RunInput input, CancellationToken cancellationToken)
    {
        await index.EnterAsync(first, RunPlaces.Of(first), cancellationToken);
        if (await runs.TryInsertAsync(first, input, cancellationToken))
        {
            return true;
        }

        if (await runs.FindAsync(first.Record.RunId, cancellationToken) is { } winner)
        {
            await index.LeaveAsync(RunPlaces.Of(first).Except(RunPlaces.Of(winner)), cancellationToken);
        }

        return false;
    }

    /// <summary>False, and nothing changed, when the run is not any more as it was read.</summary>
    public async Task<bool> TryChangeAsync(RunRow before, RunRow changed, RunInput? input, CancellationToken cancellationToken)
    {
        var after = changed.Following(before);
        var (old, now) = (RunPlaces.Of(before), RunPlaces.Of(after));
        await index.EnterAsync(after, now.Except(old), cancellationToken);
        if (await runs.TryReplaceAsync(after, input, cancellationToken))
        {
            await index.LeaveAsync(old.Except(now), cancellationToken);
            return true;
        }

        // Somebody else made this version: its rows are ours as well, or nobody's.
        if (await runs.FindAsync(before.Record.RunId, cancellationToken) is { } current && current.Version >= after.Version)
        {
            await index.LeaveAsync(now.Except(old).Except(RunPlaces.Of(current)), cancellationToken);
        }

        return false;
    }
}
