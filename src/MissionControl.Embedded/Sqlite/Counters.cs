namespace MissionControl.Embedded.Sqlite;

/// <summary>
/// Counters that the writer changes many times in a transaction: each is read once, and written once, before the transaction is committed. They are
/// the writer's alone, so that what was read stays true until it is rolled back.
/// </summary>
/// <param name="read">A counter as the file has it, or as it begins.</param>
internal sealed class Counters<TKey, TCount>(Func<TKey, TCount> read, Action<TKey, TCount> write)
    where TKey : notnull
{
    private const int MostKept = 4096;

    private readonly Dictionary<TKey, TCount> _counts = [];
    private readonly HashSet<TKey> _changed = [];

    public TCount this[TKey key]
    {
        get
        {
            if (!_counts.TryGetValue(key, out var count))
            {
                _counts.Add(key, count = read(key));
            }

            return count;
        }

        set
        {
            _counts[key] = value;
            _changed.Add(key);
        }
    }

    public void Flush()
    {
        foreach (var key in _changed)
        {
            write(key, _counts[key]);
        }

        _changed.Clear();
        if (_counts.Count > MostKept)
        {
            _counts.Clear();
        }
    }

    public void RollBack()
    {
        _changed.Clear();
        _counts.Clear();
    }
}
