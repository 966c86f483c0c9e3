using System.Globalization;
using System.Text.RegularExpressions;
using MissionControl.Assets;
using MissionControl.Embedded;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Chaos;

/// <summary>What must be there when every run has ended: each result, each decision, each effect once, and no call after its result.</summary>
internal sealed partial class ChaosCheck(ChaosFolder folder, int runs, Acknowledgements taken)
{
    private readonly IReadOnlyDictionary<string, List<long>> _calls = CallLog.Read(folder.Calls);
    private readonly HashSet<string> _effects = new(StringComparer.Ordinal);

    public int Decisions { get; private set; }

    public int Calls => _calls.Values.Sum(numbers => numbers.Count);

    public void Run()
    {
        using var hub = HubReader.Open(folder.Hub) ?? throw new InvalidOperationException("The workers left no hub.");
        foreach (var record in hub.Records.ReadAsync(ChaosTool.Store, CancellationToken.None).GetAwaiter().GetResult() ?? [])
        {
            var key = record["key"]!.GetValue<string>();
            Require(_effects.Add(key), $"'{key}' had its effect twice");
        }

        for (var number = 0; number < runs; number++)
        {
            CheckRun(hub, number);
        }

        var approvals = new ApprovalCheck(hub, taken);
        foreach (var number in Enumerable.Range(0, runs).Where(number => ChaosMission.AsksPeople(number) && taken.Started.Contains(number)))
        {
            approvals.Check(number);
            Decisions++;
        }
    }

    /// <summary>After <see cref="Run"/>, which holds the hub for reading.</summary>
    public void CheckNotifications() => taken.Broken.AddRange(NotificationCheck.RunAsync(folder, taken.Voted.Keys).GetAwaiter().GetResult());

    private void CheckRun(HubReader hub, int number)
    {
        var id = ChaosMission.RunId(number);
        var run = hub.Runs.GetAsync(id, CancellationToken.None).GetAwaiter().GetResult();
        if (run?.Status != RunStatus.Completed)
        {
            Require(!taken.Started.Contains(number), $"{id} was acknowledged, and is {run?.Status.ToString() ?? "not there"}: {run?.Error}{string.Join("; ", run?.Result?.Errors.Select(error => error.Message) ?? [])}");
            return;
        }

        var recorded = run.Result!.Outputs.Values.SelectMany(output => Recorded(hub, id, output))
            .GroupBy(step => step.Step, StringComparer.Ordinal).ToDictionary(step => step.Key, step => step.ToList(), StringComparer.Ordinal);
        foreach (var (hop, step) in ChaosMission.Steps(number))
        {
            CheckStep(InstanceIds.StepKey(id, hop, 1, step), recorded.GetValueOrDefault($"{hop}.{step}"));
        }

        if (ChaosMission.HasOnce(number))
        {
            CheckOnce(InstanceIds.StepKey(id, ChaosMission.OnceHop, 1, "step1"), run.Result.Hops.Single(hop => hop.Id == ChaosMission.OnceHop));
        }
    }

    private void CheckStep(string key, List<(string Step, long Call)>? recorded)
    {
        var calls = _calls.GetValueOrDefault(key);
        Require(calls is { Count: > 0 }, $"'{key}' was never called");
        Require(_effects.Contains(key), $"'{key}' completed without its effect");
        Require(recorded?.Select(one => one.Call).Distinct().Count() == 1, $"'{key}' has {recorded?.Count ?? 0} results");
        Require(recorded?[0].Call == calls?[^1], $"'{key}' was called at {calls?[^1]}, after its result of the call at {recorded?[0].Call} was recorded");
    }

    private void CheckOnce(string key, HopResult hop)
    {
        var calls = _calls.GetValueOrDefault(key)?.Count ?? 0;
        Require(calls <= 1, $"'{key}' may run at most once, and was called {calls} times");
        Require(hop.Status == HopStatus.Completed ? calls == 1 : hop.Status == HopStatus.Skipped, $"'{key}' ended as {hop.Status} with {calls} calls");
    }

    private static IEnumerable<(string Step, long Call)> Recorded(HubReader hub, string runId, AssetReference output)
    {
        var text = AssetBody.ReadAsync(hub.Assets, runId, output, CancellationToken.None).GetAwaiter().GetResult()["content"]!.GetValue<string>();
        return ResultPart().Matches(text).Select(part => (part.Groups[1].Value, long.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture)));
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            taken.Broken.Add(otherwise);
        }
    }

    [GeneratedRegex(@"(\w+\.step\d+):(\d+)")]
    private static partial Regex ResultPart();
}
