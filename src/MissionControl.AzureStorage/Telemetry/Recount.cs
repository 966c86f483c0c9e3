using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>
/// Counts what changed: the runs that have marks are put into their buckets, the buckets are summed anew, then the marks go. Whoever is interrupted
/// leaves the marks; several at once do no harm.
/// </summary>
internal sealed class Recount(LedgerRows ledgers, ChangedRuns changed, BucketRows buckets, HourSums sums, TimeProvider clock)
{
    /// <summary>A change that has not come after so long is barred: whoever still makes it begins again, with another mark.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(10);

    /// <summary>Done when those have counted who came before: then there is little left to do.</summary>
    private Task _turn = Task.CompletedTask;

    /// <summary>When it returns, everything is counted whose write had returned before.</summary>
    /// <returns>How many hours came to something else than before.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await Interlocked.Exchange(ref _turn, mine.Task).WaitAsync(cancellationToken);
            var marks = await changed.ReadAsync(cancellationToken);
            if (marks.Count == 0)
            {
                return 0;
            }

            var settled = await marks.GroupBy(mark => mark.RunId, StringComparer.Ordinal).ReadEachAsync(run => SettleAsync(run.Key, [.. run], cancellationToken));
            var counted = marks.Select(mark => mark.Bucket).Where(Bucket.IsCounted).Distinct(StringComparer.Ordinal).ToList();
            var hours = counted.Count == 0 ? 0 : await sums.RecountAsync(counted, cancellationToken);
            await changed.ForgetAsync(settled.SelectMany(some => some), cancellationToken);
            return hours;
        }
        finally
        {
            mine.SetResult();
        }
    }

    /// <summary>Clears away what runs leave behind that have ended.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await buckets.ClearAsync(Bucket.Active, cancellationToken);
        await buckets.ClearAsync(Bucket.Hands, cancellationToken);
    }

    /// <summary>Puts the run into its buckets.</summary>
    /// <returns>The marks whose change was made, or can be made no more.</returns>
    private async Task<IReadOnlyList<ChangedRun>> SettleAsync(string runId, IReadOnlyList<ChangedRun> marks, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.ReadAsync(runId, cancellationToken);
        var late = marks.Where(mark => mark.Version > ledger.Version && mark.At < clock.GetUtcNow() - LateAfter).ToList();
        if (late.Count > 0 && await ledgers.TryBarAsync(ledger, late.Max(mark => mark.Version), cancellationToken))
        {
            ledger = await ledgers.ReadAsync(runId, cancellationToken);
        }

        foreach (var bucket in marks.Select(mark => mark.Bucket).Distinct(StringComparer.Ordinal))
        {
            await buckets.PutAsync(bucket, ledger, cancellationToken);
        }

        return [.. marks.Where(mark => mark.Version <= ledger.Version)];
    }
}
