using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>Live in memory: code stays from turn to turn.</summary>
[RuntimeOffers(RuntimeNeeds.VirtualTime | RuntimeNeeds.Crash | RuntimeNeeds.Replay | RuntimeNeeds.ChildEnds | RuntimeNeeds.ActivityEnds)]
public sealed class LiveConformanceTests : RuntimeConformance
{
    protected override Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => VirtualTimeRuntime.StartAsync(setup, evicted: false);
}
