using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>On the machine's clock: what declares no need of time, crash or replay has none, as on a runtime in the cloud.</summary>
[RuntimeOffers(RuntimeNeeds.ChildEnds | RuntimeNeeds.ActivityEnds)]
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
