using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Testing.Conformance;

/// <summary>What a fact wants to be run.</summary>
/// <param name="Registry">The code, made from the stores and the clock of the runtime.</param>
/// <param name="Version">The version of that code.</param>
public sealed record RuntimeSetup(Func<HubStores, TimeProvider, OrchestrationRegistry> Registry, string Version = "1");
