using MissionControl.Testing.Conformance;

namespace MissionControl.Functions.Tests.Conformance;

/// <summary>The facts of every runtime that need neither virtual time nor a crash nor a replay, on Durable Task's in-process host.</summary>
[RuntimeOffers(RuntimeNeeds.None)]
public sealed class DurableConformanceTests : RuntimeConformance
{
    protected override Task<ConformanceRuntime> StartAsync(RuntimeSetup setup) => DurableRuntime.StartAsync(setup);
}
