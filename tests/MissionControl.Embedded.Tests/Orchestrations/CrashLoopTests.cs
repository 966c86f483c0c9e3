using System.Collections.Concurrent;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

/// <summary>The process dies whenever the activity of "killer" runs; others are in flight too.</summary>
public sealed class CrashLoopTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly ConcurrentDictionary<string, int> _running = new(StringComparer.Ordinal);
    private int _kills;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task InstanceThatKillsItsProcess_IsQuarantinedAndThoseBesideItEnd(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Registry(kills: true));
        foreach (var id in new[] { "beside-1", "beside-2", "killer", "z-beside" })
        {
            await test.Orchestrations.ScheduleAsync("one", null, id);
        }

        await LiveAsync(test);

        var killer = test.Orchestrations.Get("killer")!;
        Assert.Equal(OrchestrationState.Quarantined, killer.State);
        Assert.Contains("the process died 5 times in a row while activity 'work' (task 1) was in flight", killer.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.All(["beside-1", "beside-2", "z-beside"], id => Assert.Equal(OrchestrationState.Completed, test.Orchestrations.Get(id)!.State));
        Assert.Equal(5, _kills);
    }

    [Fact]
    public async Task QuarantinedForItsDeaths_ResumedWithSoundCode_Ends()
    {
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => Registry(kills: true), HubFile = _folder.File });
        await test.Orchestrations.ScheduleAsync("one", null, "killer");
        await LiveAsync(test);
        await test.RestartAsync(_ => Registry(kills: false));

        await test.Orchestrations.ResumeAsync("killer");

        Assert.Equal(1, (await test.Orchestrations.WaitForCompletionAsync("killer")).ReadOutput<int>());
    }

    [Fact]
    public async Task QuarantinedForItsDeaths_ResumedBeforeItsCauseIsGone_IsCountedAnew()
    {
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => Registry(kills: true), HubFile = _folder.File });
        await test.Orchestrations.ScheduleAsync("one", null, "killer");
        await LiveAsync(test);

        await test.Orchestrations.ResumeAsync("killer");
        await LiveAsync(test);

        Assert.Equal(10, _kills);
        Assert.Equal(OrchestrationState.Quarantined, test.Orchestrations.Get("killer")!.State);
    }

    [Fact]
    public async Task InstanceInFlight_WheneverTheProcessEndsInGoodOrder_IsNotSuspected()
    {
        var calls = 0;
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (context, _) =>
            {
                Interlocked.Increment(ref calls);
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                return "1";
            }))
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null));
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => registry, HubFile = _folder.File });
        await test.Orchestrations.ScheduleAsync("one", null, "a");

        for (var life = 1; life <= 10; life++)
        {
            while (Volatile.Read(ref calls) < life)
            {
                await Task.Yield();
            }

            await test.RestartAsync();
        }

        Assert.Equal(OrchestrationState.Running, test.Orchestrations.Get("a")!.State);
    }

    [Fact]
    public async Task InstanceThatGetsFurtherInEachLife_IsNotSuspected()
    {
        var calls = new ConcurrentDictionary<string, int>();
        var begun = 0;
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (context, input) =>
            {
                // The first time it hangs until the process dies.
                if (calls.AddOrUpdate(input!, 1, (_, times) => times + 1) == 1)
                {
                    Interlocked.Increment(ref begun);
                    await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                }

                return input;
            }))
            .Orchestrator("many", async context =>
            {
                for (var n = 1; n <= 8; n++)
                {
                    await context.CallActivityAsync<int>("work", n);
                }

                return 8;
            });
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => registry, HubFile = _folder.File });
        await test.Orchestrations.ScheduleAsync("many", null, "a");

        for (var life = 1; life <= 8; life++)
        {
            while (Volatile.Read(ref begun) < life)
            {
                await Task.Yield();
            }

            await test.CrashAsync();
        }

        Assert.Equal(8, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Fact]
    public async Task EventForASuspect_LetsItGoOnAtOnce()
    {
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => Registry(kills: true, endless: "z-beside"), HubFile = _folder.File });
        await test.Orchestrations.ScheduleAsync("one", null, "killer");
        await test.Orchestrations.ScheduleAsync("one", null, "z-beside");
        await LiveAsync(test, kills: 3);

        await test.Orchestrations.TerminateAsync("z-beside", "ann", "Not needed.");

        Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("z-beside")!.State);
    }

    /// <summary>Lets the process die whenever the killer runs, until it does not any more.</summary>
    private async Task LiveAsync(TestRuntime test, int kills = int.MaxValue)
    {
        while (true)
        {
            var idle = test.WhenIdleAsync();
            while (!idle.IsCompleted && !_running.ContainsKey("killer"))
            {
                await Task.Yield();
            }

            if (!_running.ContainsKey("killer"))
            {
                return;
            }

            _running.Clear();
            _kills++;
            await test.CrashAsync();
            if (_kills == kills)
            {
                return;
            }
        }
    }

    /// <summary>Whoever runs beside the killer waits for the death that is about to come.</summary>
    /// <param name="endless">An instance whose work would not even end if it began before the killer's.</param>
    private OrchestrationRegistry Registry(bool kills, string? endless = null) => new OrchestrationRegistry()
        .AddActivity("work", new ScriptedActivity(async (context, _) =>
        {
            var isKiller = kills && context.InstanceId == "killer";
            if (isKiller)
            {
                _running.TryAdd(context.InstanceId, 1);
            }

            while (isKiller || context.InstanceId == endless || (kills && _running.ContainsKey("killer")))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            return "1";
        }))
        .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null));
}
