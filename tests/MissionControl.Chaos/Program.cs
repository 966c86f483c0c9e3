using MissionControl.Chaos;

return args is ["worker", var folder] ? await Worker.RunAsync(new ChaosFolder(folder), Console.In, Console.Out) : ChaosCommand.Run(args, Console.Out);
