using System.Diagnostics;
using MissionControl.Embedded;

namespace MissionControl.Benchmarks;

/// <summary>The two halves of <see cref="RecoveryBenchmark"/> that run in processes of their own: the one that is killed and the ones that come after it.</summary>
internal static class RecoveryProcess
{
    public const string Fill = "--recovery-fill";
    public const string Reopen = "--recovery-reopen";
    public const string Ready = "ready";
    public const int Waiting = 100_000;
    public const int Running = 1000;

    /// <summary>Fills the hub, says so, and stays until it is killed.</summary>
    public static async Task FillAsync(string hubFile)
    {
        var begun = new CountdownEvent(Running);
        await using var runtime = await OpenAsync(hubFile, () => begun.Signal(), hold: true);
        foreach (var chunk in Enumerable.Range(0, Waiting).Chunk(5000))
        {
            await Task.WhenAll(chunk.Select(n => runtime.Orchestrations.ScheduleAsync("waiting", n, $"w{n}")));
        }

        await Task.WhenAll(Enumerable.Range(0, Running).Select(n => runtime.Orchestrations.ScheduleAsync("held", n, $"r{n}")));
        begun.Wait();
        Console.WriteLine(Ready);
        await new TaskCompletionSource().Task;
    }

    /// <summary>Opens what the killed process left, in a process as cold as after a crash, and prints a <see cref="Recovery"/>.</summary>
    public static async Task ReopenAsync(string hubFile)
    {
        var start = Stopwatch.GetTimestamp();
        var resumed = new List<double>(Running);
        void Resumed()
        {
            lock (resumed)
            {
                resumed.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        await using var runtime = await OpenAsync(hubFile, Resumed, hold: false);
        await Task.WhenAll(Enumerable.Range(0, Running).Select(n => runtime.Orchestrations.WaitForCompletionAsync($"r{n}")));
        var ended = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (resumed.Count != Running)
        {
            throw new InvalidOperationException($"{resumed.Count} activities started again, there were {Running}.");
        }

        Console.WriteLine(Wire.Serialize(new Recovery(resumed[0], resumed[^1], ended)));
    }

    private static Task<EmbeddedRuntime> OpenAsync(string hubFile, Action begun, bool hold) => EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        HubFile = hubFile,
        Clock = TimeProvider.System,
        MaxConcurrentActivities = Running,
        Registry = _ => OrchestrationBenchmarks.Registry()
            .AddActivity("hold", new HoldActivity(begun, hold))
            .AddOrchestrator("held", static () => new HeldOrchestrator()),
    });
}

/// <summary>Seconds from the call that opens the hub.</summary>
internal sealed record Recovery(double First, double Last, double Ended);
