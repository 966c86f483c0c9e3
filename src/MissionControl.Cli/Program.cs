using System.Text;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stop = StopSignals.OfProcess();
return await MissionProgram.RunAsync(args, Terminal.OfProcess(stop));
