using System.Diagnostics;
using MissionControl.Chaos;

namespace MissionControl.Embedded.Tests.Chaos;

/// <summary>A real process that a tool kills each time it is started again.</summary>
public sealed class CrashLoopProcessTests : IDisposable
{
    private const int MostLives = 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mission-doomed-");

    [Fact]
    public void Process_KilledByItsTool_LivesOnceTheRunIsQuarantined()
    {
        var deaths = 0;
        var (code, said) = Live();
        while (code != 0 && deaths < MostLives)
        {
            deaths++;
            (code, said) = Live();
        }

        Assert.Equal((0, 5), (code, deaths));
        Assert.Contains("victim suspended ", said, StringComparison.Ordinal);
        Assert.Contains("the process died 5 times in a row while activity 'RunStep'", said, StringComparison.Ordinal);
        Assert.Contains("bystander completed", said, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (int Code, string Said) Live()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(DoomedWorker).Assembly.Location, "doomed", _folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.GetAwaiter().GetResult());
    }
}
