using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sealing;

/// <summary>
/// Seals that only the holder of the hub's key can make: of each chunk together with the seal before it, and of the instance's row together
/// with the last one. Any thread.
/// </summary>
internal sealed class HistorySeals : IDisposable
{
    /// <summary>Bytes of a seal.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    private const int NumbersSize = 17;
    private const int Short = 1024;

    /// <summary>Stands for the seal before the first one.</summary>
    public static readonly byte[] None = new byte[Size];

    // A keyed hash that is kept saves half the time of one that is made for each seal.
    private readonly ThreadLocal<IncrementalHash> _hash;

    public HistorySeals(byte[] key)
    {
        _hash = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
        KeyCheck = Convert.ToHexStringLower(Seal(Subject.Key, 0, 0, 0, None, "mission hub", []));
    }

    private enum Subject : byte
    {
        Key,
        Chunk,
        Row,
    }

    /// <summary>Tells this key from others and nothing about it.</summary>
    public string KeyCheck { get; }

    /// <param name="previous">The seal of the chunk before it; <see cref="None"/> for the first one of an execution.</param>
    /// <param name="events">The chunk as it is stored.</param>
    public byte[] SealChunk(string instanceId, int generation, ReadOnlySpan<byte> previous, long first, int count, ReadOnlySpan<byte> events) =>
        Seal(Subject.Chunk, generation, first, count, previous, instanceId, events);

    /// <param name="length">The number of events in its history.</param>
    /// <param name="last">The seal of its last chunk.</param>
    public byte[] SealRow(string instanceId, int generation, InstanceStatus status, long length, ReadOnlySpan<byte> last) =>
        Seal(Subject.Row, generation, length, (int)status, last, instanceId, []);

    public void Dispose()
    {
        foreach (var hash in _hash.Values)
        {
            hash.Dispose();
        }

        _hash.Dispose();
    }

    // All members have a fixed length but the last two, and one of those its length: no two subjects have the same bytes.
    private byte[] Seal(Subject subject, int generation, long first, int second, ReadOnlySpan<byte> seal, string id, ReadOnlySpan<byte> events)
    {
        var place = NumbersSize + Size + sizeof(int);
        var length = place + Encoding.UTF8.GetMaxByteCount(id.Length);
        var front = length <= Short ? stackalloc byte[Short] : new byte[length];
        front[0] = (byte)subject;
        BinaryPrimitives.WriteInt32LittleEndian(front[1..], generation);
        BinaryPrimitives.WriteInt64LittleEndian(front[5..], first);
        BinaryPrimitives.WriteInt32LittleEndian(front[13..], second);
        seal.CopyTo(front[NumbersSize..]);
        var written = Encoding.UTF8.GetBytes(id, front[place..]);
        BinaryPrimitives.WriteInt32LittleEndian(front[(NumbersSize + Size)..], written);
        length = place + written;

        var hash = _hash.Value!;
        if (events.Length <= front.Length - length)
        {
            events.CopyTo(front[length..]);
            hash.AppendData(front[..(length + events.Length)]);
        }
        else
        {
            hash.AppendData(front[..length]);
            hash.AppendData(events);
        }

        return hash.GetHashAndReset();
    }
}
