using MissionControl.Chaos;

namespace MissionControl.Embedded.Tests.Chaos;

/// <summary>A real process over a real file, killed again and again.</summary>
public sealed class ChaosTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mission-chaos-");

    [Fact]
    public void Worker_KilledAgainAndAgain_KeepsWhatItAcknowledgedAndRepeatsNoCompletedStep()
    {
        var report = new Driver(new ChaosFolder(_folder.FullName), runs: 200, seed: 1).Run();

        Assert.Empty(report.Broken);
        Assert.True(report.Kills > 0, "No worker was killed.");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
