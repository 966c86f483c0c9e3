using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>Evicted after every commit: all code is rebuilt from its history for every turn.</summary>
[RuntimeOffers(RuntimeNeeds.VirtualTime | RuntimeNeeds.Crash | RuntimeNeeds.Replay | RuntimeNeeds.ChildEnds | RuntimeNeeds.ActivityEnds)]
public sealed class EvictedConformanceTests : RuntimeConformance
{
    protected override Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => VirtualTimeRuntime.StartAsync(setup, evicted: true);
}
