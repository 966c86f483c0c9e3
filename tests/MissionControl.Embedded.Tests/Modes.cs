using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests;

/// <summary>Where a fact must hold: in memory and in a file, live and rebuilt from the history for every turn.</summary>
public sealed record Mode(bool InFile, bool Evicted)
{
    public override string ToString() => $"{(InFile ? "file" : "memory")}, {(Evicted ? "evicted" : "live")}";

    internal Task<TestRuntime> StartAsync(HubFolder folder, OrchestrationRegistry registry) => TestRuntime.StartAsync(Options(folder, registry));

    internal TestRuntimeOptions Options(HubFolder folder, OrchestrationRegistry registry) => new()
    {
        Registry = _ => registry,
        HubFile = InFile ? folder.File : null,
        EvictAfterEveryCommit = Evicted,
    };
}

public static class Modes
{
    public static IEnumerable<Mode> Each => from inFile in new[] { false, true } from evicted in new[] { false, true } select new Mode(inFile, evicted);

    public static TheoryData<Mode> All => [.. Each];
}
