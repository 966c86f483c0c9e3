using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace MissionControl.Benchmarks;

/// <summary>What the machine can do at best: figures of an engine mean nothing without them.</summary>
internal sealed record Machine(double DiskSyncWriteMs, double SqliteCommitMs, double SqliteCommitP99Ms, int Cores)
{
    private const int Samples = 300;

    public static Machine Measure()
    {
        using var folder = new ScratchFolder();
        var commits = MeasureCommits(folder.Combine("commit.db"));
        return new Machine(Percentile(MeasureDisk(folder.Combine("disk.bin")), 0.5), Percentile(commits, 0.5), Percentile(commits, 0.99), Environment.ProcessorCount);
    }

    public static double Percentile(IEnumerable<double> samples, double part)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }

    private static List<double> MeasureDisk(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var block = new byte[4096];
        var offset = 0L;
        return Sample(() =>
        {
            RandomAccess.Write(file, block, offset);
            offset += block.Length;
            RandomAccess.FlushToDisk(file);
        });
    }

    private static List<double> MeasureCommits(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t(v) VALUES('one row')";
        insert.Prepare();
        for (var warm = 0; warm < 50; warm++)
        {
            insert.ExecuteNonQuery();
        }

        return Sample(() => insert.ExecuteNonQuery());
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<double> Sample(Action work)
    {
        var samples = new List<double>(Samples);
        for (var i = 0; i < Samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return samples;
    }
}

internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-");

    public string Combine(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
