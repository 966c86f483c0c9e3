using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>Live in memory: code stays from turn to turn.</summary>
[RuntimeOffers(RuntimeNeeds.VirtualTime | RuntimeNeeds.Crash | RuntimeNeeds.Replay)]
public sealed class LiveConformanceTests : RuntimeConformance
{
    protected override Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => VirtualTimeRuntime.StartAsync(setup, evicted: false);
}

/// <summary>Evicted after every commit: all code is rebuilt from its history for every turn.</summary>
[RuntimeOffers(RuntimeNeeds.VirtualTime | RuntimeNeeds.Crash | RuntimeNeeds.Replay)]
public sealed class EvictedConformanceTests : RuntimeConformance
{
    protected override Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => VirtualTimeRuntime.StartAsync(setup, evicted: true);
}

/// <summary>On the machine's clock: what declares no needs has none, as on a runtime in the cloud.</summary>
[RuntimeOffers(RuntimeNeeds.None)]
public sealed class RealTimeConformanceTests : RuntimeConformance
{
    protected override async Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => new RealTimeRuntime(await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        Clock = TimeProvider.System,
        Registry = stores => setup.Registry(stores, TimeProvider.System),
        Version = setup.Version,
    }));

    private sealed class RealTimeRuntime(EmbeddedRuntime runtime) : EmbeddedConformanceRuntime
    {
        public override TimeProvider Clock => TimeProvider.System;

        protected override EmbeddedRuntime Runtime => runtime;

        public override ValueTask DisposeAsync() => runtime.DisposeAsync();
    }
}

/// <summary>An embedded runtime in memory that a test kills and whose time it moves on.</summary>
internal sealed class VirtualTimeRuntime : EmbeddedConformanceRuntime
{
    private TestRuntime _test = null!;

    private VirtualTimeRuntime()
    {
    }

    public override TimeProvider Clock => _test.Clock;

    protected override EmbeddedRuntime Runtime => _test.Runtime;

    public static async Task<ConformanceRuntime> StartAsync(RuntimeSetup setup, bool evicted)
    {
        var clock = new ManualClock();
        return new VirtualTimeRuntime
        {
            _test = await TestRuntime.StartAsync(new TestRuntimeOptions
            {
                Registry = stores => setup.Registry(stores, clock),
                Clock = clock,
                Version = setup.Version,
                EvictAfterEveryCommit = evicted,
            }),
        };
    }

    public override Task ElapseAsync(TimeSpan by) => _test.AdvanceAsync(by);

    public override Task CrashAsync(OrchestrationRegistry? code = null, TimeSpan downFor = default) =>
        _test.CrashAsync(code is null ? null : _ => code, downFor);

    public override ValueTask DisposeAsync() => _test.DisposeAsync();
}
