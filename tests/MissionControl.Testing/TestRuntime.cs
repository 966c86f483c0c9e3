using MissionControl.Embedded;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Memory;
using MissionControl.Runtime;

namespace MissionControl.Testing;

/// <summary>An embedded runtime on a manual clock that can be killed and opened again.</summary>
public sealed class TestRuntime : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly MemoryHub? _memory;
    private readonly TestRuntimeOptions _options;
    private EmbeddedRuntime _runtime = null!;

    private TestRuntime(TestRuntimeOptions options)
    {
        _options = options;
        _memory = options.HubFile is null ? new MemoryHub() : null;
    }

    public ManualClock Clock => _options.Clock;

    /// <summary>The runtime that is open now; another one after a crash.</summary>
    public EmbeddedRuntime Runtime => _runtime;

    public EmbeddedMissionClient Missions => _runtime.Missions;

    public OrchestrationClient Orchestrations => _runtime.Orchestrations;

    public HubStores Stores => _runtime.Stores;

    /// <summary>True once the crash that was ordered has happened.</summary>
    public bool HasCrashed => _runtime.IsCrashed;

    public static async Task<TestRuntime> StartAsync(TestRuntimeOptions options)
    {
        var test = new TestRuntime(options);
        await test.OpenAsync(options.CrashBeforeCommit, options.CrashAfterCommit);
        return test;
    }

    /// <summary>A runtime in memory with these orchestrators and activities.</summary>
    public static Task<TestRuntime> StartAsync(OrchestrationRegistry registry) => StartAsync(new TestRuntimeOptions { Registry = _ => registry });

    /// <summary>Completes when nothing is queued and nothing runs.</summary>
    public Task WhenIdleAsync() => _runtime.WhenIdleAsync();

    /// <summary>The same, but a runtime that died meanwhile counts too.</summary>
    public async Task WhenIdleOrCrashedAsync()
    {
        var idle = WhenIdleAsync();
        while (!idle.IsCompleted && !HasCrashed)
        {
            await WaitAsync(idle, TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>
    /// Moves the time on, from one due timer to the next, and lets the runtime do between them what it then has to do:
    /// 30 days of waiting take milliseconds.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var until = Clock.GetUtcNow() + by;
        await SettleAsync();
        while (Clock.NextDue is { } due && due <= until)
        {
            Clock.Advance(due > Clock.GetUtcNow() ? due - Clock.GetUtcNow() : TimeSpan.Zero);
            await SettleAsync();
        }

        Clock.Advance(until - Clock.GetUtcNow());
        await SettleAsync();
    }

    /// <summary>Ends the runtime as if its process had been killed, and opens the hub again.</summary>
    /// <param name="registry">The code that is deployed meanwhile; null = the same.</param>
    /// <param name="downFor">How long nobody runs.</param>
    public async Task CrashAsync(Func<HubStores, OrchestrationRegistry>? registry = null, TimeSpan downFor = default)
    {
        _runtime.Crash();
        Clock.Advance(downFor);
        await OpenAsync(0, 0, registry);
    }

    /// <summary>Stops the runtime gracefully and opens the hub again.</summary>
    public async Task RestartAsync(Func<HubStores, OrchestrationRegistry>? registry = null)
    {
        await _runtime.DisposeAsync();
        await OpenAsync(0, 0, registry);
    }

    /// <summary>Opens the hub again; the runtime then dies at its n-th commit, or after it (<see cref="TestRuntimeOptions.CrashBeforeCommit"/>).</summary>
    public async Task RestartAsync(int crashBefore, int crashAfter)
    {
        await _runtime.DisposeAsync();
        await OpenAsync(crashBefore, crashAfter);
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private async Task OpenAsync(int crashBefore, int crashAfter, Func<HubStores, OrchestrationRegistry>? registry = null) =>
        _runtime = await EmbeddedRuntime.OpenAsync(_options.Configure(new EmbeddedOptions
        {
            HubFile = _options.HubFile,
            Store = _memory,
            Clock = Clock,
            Registry = registry ?? _options.Registry,
            Version = _options.Version,
            MaxConcurrentActivities = _options.MaxConcurrentActivities,
            EvictAfterEveryCommit = _options.EvictAfterEveryCommit,
            Commits = new CommitLimits
            {
                BatchSize = crashBefore + crashAfter > 0 ? 1 : 512,
                // The first one is the opening's own.
                CrashBeforeCommit = crashBefore > 0 ? crashBefore + 1 : 0,
                CrashAfterCommit = crashAfter > 0 ? crashAfter + 1 : 0,
            },
        }));

    /// <summary>Idle, or nothing moves any more because an activity itself waits for a time.</summary>
    private async Task SettleAsync()
    {
        var idle = WhenIdleAsync();
        while (!idle.IsCompleted && !HasCrashed)
        {
            var moves = _runtime.Moves;
            await WaitAsync(idle, Patience);
            if (!idle.IsCompleted && _runtime.Moves == moves && Clock.NextDue is not null)
            {
                return;
            }
        }
    }

    /// <summary>Waits for the task, at most so long: a crash and a waiting activity bring no idleness.</summary>
    private static async Task WaitAsync(Task idle, TimeSpan atMost)
    {
        try
        {
            await idle.WaitAsync(atMost);
        }
        catch (TimeoutException)
        {
            return;
        }
    }
}
