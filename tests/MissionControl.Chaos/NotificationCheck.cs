using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Chaos;

/// <summary>Every approval was told of at least once, by one delivery for each fact, and whatever was told twice was marked as a repeat.</summary>
internal static class NotificationCheck
{
    private const string Decided = "approval.decided";
    private const string Escalated = "approval.escalated";

    public static async Task<IReadOnlyList<string>> RunAsync(ChaosFolder folder, IEnumerable<string> decided)
    {
        await SendTheRestAsync(folder);
        var told = Read(folder.Notifications);
        var broken = new List<string>();
        foreach (var approval in decided)
        {
            var deliveries = told.Keys.Count(one => one.Kind == Decided && one.Approval == approval);
            if (deliveries != 1)
            {
                broken.Add($"the decision of '{approval}' was told by {deliveries} deliveries");
            }
        }

        broken.AddRange(told.Keys.Where(one => one.Kind == Escalated).GroupBy(one => one.Approval).Where(one => one.Count() > 1)
            .Select(one => $"the escalation of '{one.Key}' was told by {one.Count()} deliveries"));
        broken.AddRange(told.Where(one => one.Value.Skip(1).Any(isRepeat => !isRepeat)).Select(one => $"'{one.Key.Kind}' of '{one.Key.Approval}' was told {one.Value.Count} times, not all marked as repeats"));
        return broken;
    }

    /// <summary>What the last worker left, as if an hour had passed.</summary>
    private static async Task SendTheRestAsync(ChaosFolder folder)
    {
        using var log = new CallLog(folder.Notifications);
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            HubFile = folder.Hub,
            Clock = TimeProvider.System,
            Registry = _ => new OrchestrationRegistry(),
            Drives = _ => false,
        });
        var dispatcher = ChaosChannel.Dispatcher(runtime, log, new LaterClock());
        while (await dispatcher.RunOnceAsync(CancellationToken.None) is not null)
        {
            // A vote may have come between a notice and its delivery: the next pass takes it.
        }
    }

    private static Dictionary<(string Kind, string Approval, string Delivery), List<bool>> Read(string path)
    {
        var told = new Dictionary<(string, string, string), List<bool>>();
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.Split(' ') is [var key, var attempt] && key.Split('|') is [var kind, var approval, var delivery])
            {
                if (!told.TryGetValue((kind, approval, delivery), out var marks))
                {
                    told.Add((kind, approval, delivery), marks = []);
                }

                marks.Add(attempt == "1");
            }
        }

        return told;
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
