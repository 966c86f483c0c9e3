using System.Collections.Concurrent;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

/// <summary>The process dies at every single commit of an orchestration that uses everything; the end is the same as without.</summary>
public sealed class CrashTests
{
    private const string Undisturbed = "1 2 3|child 7|10|go!|timer|-5";
    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public Task Orchestration_KilledInsteadOfAnyCommit_EndsLikeTheUndisturbedOne(Mode mode) => CrashEverywhereAsync(mode, before: true);

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public Task Orchestration_KilledRightAfterAnyCommit_EndsLikeTheUndisturbedOne(Mode mode) => CrashEverywhereAsync(mode, before: false);

    private static async Task CrashEverywhereAsync(Mode mode, bool before)
    {
        for (var commit = 1; ; commit++)
        {
            using var folder = new HubFolder();
            var work = new Work();
            var options = mode.Options(folder, work.Registry) with { CrashBeforeCommit = before ? commit : 0, CrashAfterCommit = before ? 0 : commit };
            await using var test = await TestRuntime.StartAsync(options);
            var crashed = await DriveAsync(test);

            var status = test.Orchestrations.Get("a")!;
            Assert.Equal((OrchestrationState.Completed, Undisturbed), (status.State, status.ReadOutput<string>()));
            AssertNoCompletedActivityRanAgain(test, work);
            if (!crashed)
            {
                Assert.True(commit > 10, "The orchestration makes more commits than were tried.");
                return;
            }
        }
    }

    /// <summary>Does what a client does: repeats what was not acknowledged, with the same ids.</summary>
    private static async Task<bool> DriveAsync(TestRuntime test)
    {
        var crashed = false;
        Task[] Calls() =>
        [
            test.Orchestrations.ScheduleAsync("varied", 1, "a"),
            test.Orchestrations.RaiseEventAsync("a", "go", "go!", "event-1"),
        ];
        foreach (var call in new[] { 0, 1, 2 })
        {
            try
            {
                await (call < 2 ? Calls()[call] : test.AdvanceAsync(TimeSpan.FromHours(2)));
                await test.WhenIdleOrCrashedAsync();
            }
            catch (HubUnavailableException)
            {
                Assert.True(test.HasCrashed);
            }

            if (test.HasCrashed)
            {
                crashed = true;
                await test.CrashAsync();
                if (call < 2)
                {
                    await Calls()[call];
                }

                await test.WhenIdleAsync();
            }
        }

        if (test.Orchestrations.Get("a") is not { IsFinal: true })
        {
            await test.AdvanceAsync(TimeSpan.FromHours(2));
        }

        return crashed;
    }

    /// <summary>The recorded result is the one of the last call: after it was recorded there was no other.</summary>
    private static void AssertNoCompletedActivityRanAgain(TestRuntime test, Work work)
    {
        var recorded = new[] { "a", "a~child", "a~loop" }
            .SelectMany(id => test.Orchestrations.ReadHistory(id)!.Events)
            .OfType<TaskCompleted>().Select(completed => Wire.Deserialize<Noted>(completed.Result!)!);
        Assert.All(recorded, result => Assert.Equal(work.Calls[result.Input], result.Call));
    }

    private sealed record Noted(int Input, int Call);

    /// <summary>An activity that returns how often it was called with that input.</summary>
    private sealed class Work
    {
        public Work() => Registry = new OrchestrationRegistry()
            .AddActivity("note", new ScriptedActivity((_, input) => Task.FromResult<string?>(Note(Wire.Deserialize<int>(input!)))))
            .Orchestrator("varied", VariedAsync)
            .Orchestrator("child", async context => "child " + await NoteAsync(context, 7))
            .Orchestrator("loop", async context =>
            {
                var n = context.GetInput<int>();
                await NoteAsync(context, 100 + n);
                if (n < 10)
                {
                    context.ContinueAsNew(n + 5);
                }

                return n;
            });

        public OrchestrationRegistry Registry { get; }

        public ConcurrentDictionary<int, int> Calls { get; } = new();

        private static async Task<object?> VariedAsync(OrchestrationContext context)
        {
            var go = context.WaitForExternalEvent<string>("go");
            var parts = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => NoteAsync(context, n)));
            var child = await context.CallSubOrchestratorAsync<string>("child", null, "a~child");
            var loop = await context.CallSubOrchestratorAsync<int>("loop", 0, "a~loop");
            using var cancel = new CancellationTokenSource();
            var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddDays(400), cancel.Token);
            var text = await go;
            await context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), CancellationToken.None);
            cancel.Cancel();
            var minus = await NoteAsync(context, -5);
            return string.Join('|', string.Join(' ', parts), child, loop, text, deadline.IsCanceled ? "timer" : "?", minus);
        }

        private static async Task<int> NoteAsync(OrchestrationContext context, int input) => (await context.CallActivityAsync<Noted>("note", input)).Input;

        private string Note(int input) => Wire.Serialize(new Noted(input, Calls.AddOrUpdate(input, 1, (_, calls) => calls + 1)));
    }
}
