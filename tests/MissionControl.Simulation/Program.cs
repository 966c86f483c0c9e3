using MissionControl.Simulation;

return SimulationCommand.Run(args, Console.Out);
