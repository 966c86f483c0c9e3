using MissionControl.Agents;
using MissionControl.Embedded;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Simulation.Disk;
using MissionControl.Simulation.Invariants;
using MissionControl.Simulation.People;
using MissionControl.Simulation.Scenarios;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Simulation;

/// <summary>One seed: the same missions twice, once undisturbed and once with everything that can go wrong.</summary>
internal sealed class SeedRun
{
    private const int MostSteps = 60_000;

    private static readonly ReferenceSet Reference = ReferenceSet.Empty with
    {
        Agents = [.. Enumerable.Range(1, ScenarioWriter.Agents).Select(n => new Agent($"A{n}", null, null, "available") { Capabilities = ["write"] })],
    };

    private readonly int _seed;
    private readonly List<RunScenario> _runs;
    private readonly List<EventSender> _senders;

    private SeedRun(int seed)
    {
        _seed = seed;
        var random = new Random(seed);
        _runs = [.. Enumerable.Range(1, 1 + random.Next(3)).Select(n => new ScenarioWriter(random, $"r{n}").Write())];
        _senders = [.. Enumerable.Range(1, random.Next(2)).Select(n => new EventSender($"l{n}", 1 + random.Next(8), 1 + random.Next(4)))];
    }

    /// <param name="print">Gets every step of the disturbed simulation as a line.</param>
    public static SeedReport Run(int seed, Action<string>? print = null)
    {
        var run = new SeedRun(seed);
        var calm = run.Simulate(Disturbance.None, null, null);
        if (calm.Broken is not null)
        {
            return calm with { Broken = $"undisturbed: {calm.Broken}" };
        }

        return run.Simulate(Disturbance.Draw(new Random(unchecked(seed * 7919) ^ 0x5EED)), print, calm.Ends);
    }

    private SeedReport Simulate(Disturbance disturbance, Action<string>? print, IReadOnlyDictionary<string, RunEnd>? undisturbed)
    {
        var scenarios = _runs.ToDictionary(run => run.RunId, StringComparer.Ordinal);
        var world = new World(_seed, disturbance, print, (of, stores, clock) => Registry(of.Facts, scenarios, stores, clock));
        var crowd = new Crowd(world, _runs, _senders);
        var steps = Drive(world, crowd);
        var ends = new WorldEnd(world, crowd, _runs, _senders);
        if (world.Facts.Broken is null)
        {
            ends.Check(undisturbed);
        }

        return new SeedReport(_seed, world.Trace.Hash, world.Facts.Broken, ends.Runs)
        {
            Steps = steps,
            Commits = world.Disk.Commits,
            Deaths = disturbance.Died,
        };
    }

    private static int Drive(World world, Crowd crowd)
    {
        for (var steps = 0; ; steps++)
        {
            if (world.Facts.Broken is not null)
            {
                return steps;
            }

            if (steps > MostSteps)
            {
                world.Facts.Break($"no rest after {MostSteps} steps");
            }
            else if (world.Scheduler.HasReady)
            {
                GoOn(world, crowd);
            }
            else if (world.Scheduler.HasAlarm && (world.Disturbance.Draw(2) == 1 || !crowd.Look()))
            {
                world.Scheduler.Advance();
            }
            else if (!world.Scheduler.HasReady && !crowd.Look())
            {
                return steps;
            }
        }
    }

    private static void GoOn(World world, Crowd crowd)
    {
        if (world.Disturbance.PeopleLookNow())
        {
            crowd.Look();
        }

        if (world.Disturbance.IsSlowNow() && world.Scheduler.HasAlarm)
        {
            world.Scheduler.Advance();
        }

        try
        {
            world.Step();
        }
        catch (Exception error)
        {
            world.Facts.Break($"the engine threw: {error}");
        }
    }

    private static OrchestrationRegistry Registry(Facts facts, Dictionary<string, RunScenario> runs, HubStores stores, TimeProvider clock)
    {
        var inner = new OrchestrationRegistry().AddLedger().AddMissions(new MissionPorts
        {
            Tools = new ToolRegistry().Add(new SimulatedTool(runs, facts, stores.Records, clock)),
            Assets = stores.Assets,
            Definitions = stores.Definitions,
            Approvals = stores.Approvals,
            Claims = stores.Claims,
            Telemetry = stores.TelemetryPorts(),
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            Reference = new FixedReferenceSource(() => Reference),
            Clock = clock,
        });
        var observed = new OrchestrationRegistry();
        foreach (var name in inner.OrchestratorNames)
        {
            observed.AddOrchestrator(name, () => inner.CreateOrchestrator(name)!);
        }

        foreach (var name in inner.ActivityNames)
        {
            observed.AddActivity(name, new ObservedActivity(inner.FindActivity(name)!, facts));
        }

        return observed;
    }
}

/// <summary>What became of one seed.</summary>
/// <param name="Hash">Of everything that happened, in its order.</param>
/// <param name="Broken">The promise that was broken; null when all were kept.</param>
internal sealed record SeedReport(int Seed, string Hash, string? Broken, IReadOnlyDictionary<string, RunEnd> Ends)
{
    public int Steps { get; init; }

    public int Commits { get; init; }

    public int Deaths { get; init; }
}
