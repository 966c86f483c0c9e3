using System.Globalization;

namespace MissionControl.Benchmarks;

/// <summary>The most resident memory that this process has had since the last reset; on systems without <c>/proc</c> since its start.</summary>
internal static class PeakMemory
{
    private const string ClearRefs = "/proc/self/clear_refs";

    public static void Reset()
    {
        GC.Collect();
        if (File.Exists(ClearRefs))
        {
            File.WriteAllText(ClearRefs, "5");
        }
    }

    public static double ReadMegabytes()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
        {
            return Environment.WorkingSet / 1e6;
        }

        var peak = File.ReadLines(status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1000;
    }
}
