using MissionControl.Chaos;

return args switch
{
    ["worker", var folder] => await Worker.RunAsync(new ChaosFolder(folder), Console.In, Console.Out),
    ["doomed", var folder] => await DoomedWorker.RunAsync(new ChaosFolder(folder), Console.Out),
    _ => ChaosCommand.Run(args, Console.Out),
};
