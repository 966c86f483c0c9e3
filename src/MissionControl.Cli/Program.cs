using System.Text;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Observation;
using MissionControl.Cli.Terminals;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stop = StopSignals.OfProcess();
using var export = TelemetryExport.Begin(Environment.GetEnvironmentVariable);
return await MissionProgram.RunAsync(args, Terminal.OfProcess(stop));
