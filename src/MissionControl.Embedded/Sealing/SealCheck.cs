using System.Security.Cryptography;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sealing;

/// <summary>Checks one history against its seals, chunk by chunk, in the order in which they were found.</summary>
/// <param name="seals">Null: without the key only the links can be checked.</param>
internal sealed class SealCheck(HistorySeals? seals, string instanceId, int generation)
{
    private readonly byte[] _last = new byte[HistorySeals.Size];

    public string InstanceId => instanceId;

    /// <summary>How many events there were so far.</summary>
    public long Length { get; private set; }

    /// <summary>The statuses under which an instance may have been sealed: what was found tampered keeps the seal that it had before.</summary>
    public static InstanceStatus[] Before(InstanceStatus status) =>
        status == InstanceStatus.Tampered ? [InstanceStatus.Running, InstanceStatus.Suspended, InstanceStatus.Stopped, InstanceStatus.Quarantined] : [status];

    /// <returns>Null when the row fits its seal.</returns>
    /// <param name="statuses">The statuses that it may have had when it was sealed.</param>
    public string? FindFault(HistoryTail? tail, params ReadOnlySpan<InstanceStatus> statuses)
    {
        if (tail is null || tail.RowSeal.Length != HistorySeals.Size || tail.Seal.Length != HistorySeals.Size)
        {
            return "its row has no seal";
        }

        if (seals is null)
        {
            return null;
        }

        foreach (var status in statuses)
        {
            if (CryptographicOperations.FixedTimeEquals(tail.RowSeal, seals.SealRow(instanceId, generation, status, tail.Length, tail.Seal)))
            {
                return null;
            }
        }

        return "its row does not fit its seal, so that length, status, execution or last seal were edited";
    }

    /// <returns>Null when the chunk is the next one and fits its seal.</returns>
    public string? FindFault(long first, int count, ReadOnlySpan<byte> events, ReadOnlySpan<byte> seal)
    {
        var range = $"events {first} to {first + count - 1}";
        if (first != Length + 1 || count < 1)
        {
            return $"{range} follow event {Length}, so that some are missing, doubled or out of order";
        }

        if (seal.Length != HistorySeals.Size)
        {
            return $"{range} have no seal";
        }

        if (seals is not null && !CryptographicOperations.FixedTimeEquals(seal, seals.SealChunk(instanceId, generation, _last, first, count, events)))
        {
            return $"{range} do not fit their seal";
        }

        seal.CopyTo(_last);
        Length += count;
        return null;
    }

    /// <returns>Null when the history ends where its row says.</returns>
    public string? FindEndFault(HistoryTail tail) =>
        Length != tail.Length ? $"it ends with event {Length}, and {tail.Length} were sealed"
        : !CryptographicOperations.FixedTimeEquals(_last, tail.Seal) ? "its last chunk has another seal than its row names"
        : null;
}
