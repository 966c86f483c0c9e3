using System.Globalization;

namespace MissionControl.Simulation.Schedule;

/// <summary>Everything that happened, in its order, as one number: two simulations of a seed have the same one.</summary>
internal sealed class Trace(Action<string>? print)
{
    private ulong _hash = 14695981039346656037;

    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    public void Add(DateTimeOffset at, string kind, string what)
    {
        Mix(at.UtcTicks);
        Mix(kind);
        Mix(what);
        print?.Invoke($"{at:MM-dd HH:mm:ss.fff} {kind,-8} {what}");
    }

    private void Mix(string text)
    {
        foreach (var character in text)
        {
            Mix((long)character);
        }
    }

    private void Mix(long value) => _hash = unchecked((_hash ^ (ulong)value) * 1099511628211);
}
