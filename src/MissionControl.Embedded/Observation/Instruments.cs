using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MissionControl.Embedded.Observation;

/// <summary>What all hubs of the process measure together. Without a listener nothing is measured.</summary>
internal static class Instruments
{
    private static readonly Meter Meter = new(Spans.SourceName);

    private static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("mission_control.commit.duration", "s", "From the begin of a transaction until it is on disk.");

    private static readonly Histogram<int> CommitUnits = Meter.CreateHistogram<int>("mission_control.commit.units", "{unit}", "Changes written together in one transaction.");

    private static readonly Counter<long> Replays = Meter.CreateCounter<long>("mission_control.replays", "{replay}", "Instances rebuilt from their history.");

    private static readonly Counter<long> Quarantines = Meter.CreateCounter<long>("mission_control.quarantines", "{instance}", "Instances put into quarantine.");

    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("mission_control.steps", "{attempt}", "Attempts of steps, by status and tool.");

    /// <summary>Zero when nobody listens.</summary>
    public static long BeginCommit() => CommitDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public static void Committed(long begun, int units)
    {
        CommitUnits.Record(units);
        if (begun != 0)
        {
            CommitDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
    }

    public static bool CountsSteps => Steps.Enabled;

    public static void Quarantined() => Quarantines.Add(1);

    public static void Replayed() => Replays.Add(1);

    public static void StepEnded(string? tool, string status) =>
        Steps.Add(1, new KeyValuePair<string, object?>("tool", tool), new KeyValuePair<string, object?>("status", status));
}

/// <summary>What stands in one hub at the moment somebody asks.</summary>
internal sealed class HubGauges : IDisposable
{
    private readonly Meter _meter = new(Spans.SourceName);

    public static HubGauges Of(Func<int> commits, Func<int> activities, Func<int> running, Func<int> live, Func<int> idle, Func<int> quarantined)
    {
        var gauges = new HubGauges();
        gauges.Add("mission_control.commits.waiting", "{unit}", "Changes that wait for a transaction.", commits);
        gauges.Add("mission_control.activities.waiting", "{activity}", "Activities that wait for a slot.", activities);
        gauges.Add("mission_control.activities.running", "{activity}", "Activities that run.", running);
        gauges.Add("mission_control.instances.live", "{instance}", "Instances in memory.", live);
        gauges.Add("mission_control.instances.waiting", "{instance}", "Instances in memory that wait for something to happen.", idle);
        gauges.Add("mission_control.instances.quarantined", "{instance}", "Instances that are held back because they kept failing the runtime.", quarantined);
        return gauges;
    }

    public void Add(string name, string unit, string description, Func<int> read) => _meter.CreateObservableUpDownCounter(name, read, unit, description);

    public void Dispose() => _meter.Dispose();
}
