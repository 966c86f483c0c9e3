using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Seals what a hub holds that was never sealed: from here on it is believed as it was found.</summary>
internal sealed class FirstSealing(SqliteSession hub, HistorySeals seals)
{
    public void Run()
    {
        hub["INSERT INTO hub(name, value) VALUES('key_check', ?1)"].Bind(1, seals.KeyCheck).Run();
        var instances = new List<(long Key, string Id, int Generation, InstanceStatus Status)>();
        var read = hub["SELECT key, id, generation, status FROM instances"];
        while (read.Step())
        {
            instances.Add((read.Int64(0), read.Text(1), (int)read.Int64(2), (InstanceStatus)read.Int64(3)));
        }

        foreach (var (key, id, generation, status) in instances)
        {
            var (length, last) = SealChunks(key, id, generation);
            hub.Instances.Advance(key, new HistoryTail(length, last, seals.SealRow(id, generation, status, length, last)));
        }
    }

    private (long Length, byte[] Last) SealChunks(long key, string id, int generation)
    {
        var chunks = new List<(long First, int Count, byte[] Events)>();
        var read = hub["SELECT first, events FROM history WHERE key = ?1 ORDER BY first"].Bind(1, key);
        while (read.Step())
        {
            chunks.Add((read.Int64(0), HistoryCodec.Count(read.Bytes(1)), read.Bytes(1).ToArray()));
        }

        var (length, last) = (0L, HistorySeals.None);
        foreach (var (first, count, events) in chunks)
        {
            last = seals.SealChunk(id, generation, last, first, count, events);
            length += count;
            hub["UPDATE history SET seal = ?3 WHERE key = ?1 AND first = ?2"].Bind(1, key).Bind(2, first).Bind(3, last).Run();
        }

        return (length, last);
    }
}
