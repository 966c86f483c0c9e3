using MissionControl.Benchmarks;

switch (args)
{
    case [RecoveryProcess.Fill, var hubFile]:
        await RecoveryProcess.FillAsync(hubFile);
        return 0;
    case [RecoveryProcess.Reopen, var hubFile]:
        await RecoveryProcess.ReopenAsync(hubFile);
        return 0;
    case [PortfolioBenchmark.Read, var hubFile]:
        await PortfolioBenchmark.PrintTimesAsync(hubFile);
        return 0;
    default:
        return await Report.RunAsync(args, [.. OrchestrationBenchmarks.All, .. MissionBenchmarks.All, .. HubBenchmarks.All]);
}
