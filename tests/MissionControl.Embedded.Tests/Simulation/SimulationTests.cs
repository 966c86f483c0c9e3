using MissionControl.Simulation;

namespace MissionControl.Embedded.Tests.Simulation;

/// <summary>The engine in a simulated world. A broken seed is shown step by step by the simulator's <c>--seed N --trace</c>.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 2000;

    [Fact]
    public void Seeds_WithDeathsAndFailingDisks_KeepEveryPromise()
    {
        var broken = new List<string>();

        var summary = SeedRange.Run(1, Seeds, Environment.ProcessorCount, report =>
        {
            lock (broken)
            {
                broken.Add($"--seed {report.Seed}: {report.Broken}");
            }
        });

        Assert.Empty(broken);
        Assert.Equal(Seeds, summary.Seeds);
        Assert.True(summary.Deaths > Seeds, "The simulation kills too seldom to prove anything.");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(86)]
    [InlineData(134)]
    public void Seed_SimulatedAgain_LeavesTheSameTrace(int seed)
    {
        var first = new List<string>();
        var second = new List<string>();

        var hashes = (SeedRun.Run(seed, first.Add).Hash, SeedRun.Run(seed, second.Add).Hash);

        Assert.Equal(first, second);
        Assert.Equal(hashes.Item1, hashes.Item2);
    }

    [Fact]
    public void Seeds_ThatDiffer_LeaveDifferentTraces() => Assert.NotEqual(SeedRun.Run(1).Hash, SeedRun.Run(2).Hash);
}
