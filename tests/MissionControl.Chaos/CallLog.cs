using System.Text;

namespace MissionControl.Chaos;

/// <summary>One line per call of a tool, on the disk before the call does anything. Its place in the file is the call's number.</summary>
internal sealed class CallLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;

    public CallLog(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Seek(0, SeekOrigin.End);

        // The last worker may have died in the middle of a line.
        _file.Write("\n"u8);
    }

    public long Add(string key, int attempt)
    {
        lock (_gate)
        {
            var number = _file.Position;
            _file.Write(Encoding.UTF8.GetBytes($"{key} {attempt}\n"));
            _file.Flush(flushToDisk: true);
            return number;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The numbers of the calls of each step, in their order.</summary>
    public static IReadOnlyDictionary<string, List<long>> Read(string path)
    {
        var calls = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var at = 0L;
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            if (line.Split(' ') is [var key, _])
            {
                if (!calls.TryGetValue(key, out var numbers))
                {
                    calls.Add(key, numbers = []);
                }

                numbers.Add(at);
            }

            at += Encoding.UTF8.GetByteCount(line) + 1;
        }

        return calls;
    }
}
