using MissionControl.Benchmarks;

return await Report.RunAsync(args, [.. OrchestrationBenchmarks.All, .. MissionBenchmarks.All]);
