using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

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
