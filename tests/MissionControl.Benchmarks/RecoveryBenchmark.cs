namespace MissionControl.Benchmarks;

/// <summary>Kills a process that has many instances waiting and some running, and opens its hub again in fresh processes.</summary>
internal static class RecoveryBenchmark
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var folder = new ScratchFolder();
        var killed = folder.Combine("killed.hub");
        await FillAndKillAsync(killed);
        var rounds = new List<Recovery>();
        for (var round = 0; round < Rounds; round++)
        {
            var left = folder.Combine($"left{round}.hub");
            foreach (var part in new[] { "", "-wal", ".key" })
            {
                File.Copy(killed + part, left + part);
            }

            rounds.Add(await ReopenAsync(left));
        }

        return
        [
            new Measure("recovery", "first of 1,000 running resumes", Median(rounds, round => round.First), "s", 1, LessIsBetter: true),
            new Measure("recovery", "last of 1,000 running resumes", Median(rounds, round => round.Last), "s", 5, LessIsBetter: true),
            new Measure("recovery", "last of 1,000 running has ended", Median(rounds, round => round.Ended), "s"),
        ];
    }

    private static async Task FillAndKillAsync(string hubFile)
    {
        using var process = OwnProcess.Start(RecoveryProcess.Fill, hubFile);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync();
            if (line != RecoveryProcess.Ready)
            {
                throw new InvalidOperationException($"The process to be killed ended before its hub was full: {line}");
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<Recovery> ReopenAsync(string hubFile)
    {
        using var process = OwnProcess.Start(RecoveryProcess.Reopen, hubFile);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Wire.Deserialize<Recovery>(output)!
            : throw new InvalidOperationException($"The hub of the killed process was not recovered: exit code {process.ExitCode}.");
    }

    private static double Median(List<Recovery> rounds, Func<Recovery, double> figure) => Machine.Percentile(rounds.Select(figure), 0.5);
}
