using System.Text.Json.Nodes;
using MissionControl.Testing.Missions;

namespace MissionControl.Simulation.Scenarios;

/// <summary>Makes up a run: a graph of hops, with everything that a mission document can ask for, from the seed alone.</summary>
internal sealed class ScenarioWriter(Random random, string runId)
{
    public const int Agents = 3;

    private readonly Dictionary<(string, string), StepScript> _scripts = [];
    private readonly HashSet<string> _rejected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly List<string> _assets = ["x"];
    private readonly bool _timed = random.Next(4) == 0;
    private readonly bool _due = random.Next(5) == 0;
    private readonly bool _once = random.Next(6) == 0;
    private readonly bool _gentle = random.Next(2) == 0;
    private int _breakers;
    private int _fragile;

    public RunScenario Write()
    {
        var mission = TestMission.Create("simulated").Input("x", "seed");
        WriteApprovals(mission);
        var hops = 1 + random.Next(4);
        for (var i = 1; i <= hops; i++)
        {
            WriteHop(mission, $"h{i}", i);
        }

        if (_timed && Chance(3))
        {
            mission.With("timeout", "20m");
        }

        var isContested = Chance(8);
        var isTerminated = Chance(12);
        return new RunScenario(runId, mission.ToUtf8(), $"input {random.Next(1000)}")
        {
            Scripts = _scripts,
            Rejected = _rejected,
            Ignored = _ignored,
            IsContested = isContested,
            IsTerminated = isTerminated,
            IsSuspended = Chance(6),
            IsPurged = Chance(10),
            Retries = random.Next(3),
            IsRacy = _timed || _due || isContested || isTerminated,
            Breakers = _breakers,
            Fragile = _fragile,
        };
    }

    private void WriteApprovals(TestMission mission)
    {
        var approvals = new JsonObject();
        if (Chance(6))
        {
            approvals["plan"] = true;
            if (Ask("plan#1"))
            {
                _breakers++;
                _fragile++;
            }
        }

        if (_due)
        {
            approvals["due"] = Chance(2) ? "10m" : "2d";
            approvals["on_timeout"] = Chance(2) ? "approve" : "reject";
        }

        mission.With("approvals", approvals);
    }

    private void WriteHop(TestMission mission, string id, int number) => mission.Hop(id, hop =>
    {
        var reads = Enumerable.Range(0, random.Next(3)).Select(_ => _assets[random.Next(_assets.Count)]).Distinct().ToList();
        reads.ForEach(asset => hop.Reads(asset, optional: asset != "x" && Chance(3)));
        if (number > 1 && Chance(4))
        {
            hop.After($"h{1 + random.Next(number - 1)}");
        }

        var isRouted = Chance(4);
        if (isRouted)
        {
            hop.With("capability", "write");
        }

        var attempts = 1 + random.Next(3);
        if (attempts > 1)
        {
            hop.Retry(attempts, "2s");
        }

        var (onFailure, onReject) = (Consequence(isRouted), Consequence(isRouted));
        hop.With("on_failure", onFailure).With("on_reject", onReject);
        var (fails, isRefused) = (false, WriteHopApproval(hop, id, isRouted));
        var steps = 1 + random.Next(2);
        for (var step = 1; step <= steps; step++)
        {
            var (stepFails, stepIsRefused) = WriteStep(hop, id, $"step{step}", reads, attempts, isRouted);
            (fails, isRefused) = (fails || stepFails, isRefused || stepIsRefused);
        }

        if (_timed && Chance(3))
        {
            hop.With("timeout", "30s");
        }

        _breakers += (fails && onFailure != "skip") || (isRefused && onReject != "skip") ? 1 : 0;
        _fragile += fails || isRefused ? 1 : 0;
        hop.Writes($"a{number}");
        _assets.Add($"a{number}");
        if (Chance(3))
        {
            mission.Output($"a{number}", "text");
        }
    });

    private bool WriteHopApproval(TestHop hop, string id, bool isRouted)
    {
        if (!Chance(4))
        {
            return false;
        }

        hop.Approval();
        return Enumerable.Range(1, isRouted ? Agents : 1).Select(round => Ask($"{id}#{round}")).ToList().Contains(true);
    }

    private (bool Fails, bool IsRefused) WriteStep(TestHop hop, string hopId, string stepId, List<string> reads, int attempts, bool isRouted)
    {
        var failing = Chance(3) ? random.Next(_gentle ? attempts : 4) : 0;
        var script = new StepScript
        {
            FailingAttempts = failing,
            FailingRounds = isRouted && Chance(2) ? 1 : int.MaxValue,
            HangingAttempts = _timed && Chance(4) ? 1 : 0,
            Takes = Chance(2) ? TimeSpan.FromMilliseconds(random.Next(5000)) : TimeSpan.Zero,
            Writes = Chance(5),
            AtMostOnce = _once && Chance(3),
        };
        _scripts.Add((hopId, stepId), script);
        var asks = Chance(9);
        hop.Step("work", step =>
        {
            if (reads.Count > 1)
            {
                step["parameter_mapping"]!["more"] = new JsonObject { ["state_asset"] = reads[0], ["optional"] = true };
            }

            if (script.AtMostOnce)
            {
                step["at_most_once"] = true;
            }

            if (script.HangingAttempts > 0)
            {
                step["timeout"] = "5s";
            }

            if (asks)
            {
                step["requires_human_approval"] = true;
            }
        });
        return (failing >= attempts, asks && Enumerable.Range(1, isRouted ? Agents : 1).Select(round => Ask($"{hopId}/{stepId}#{round}")).ToList().Contains(true));
    }

    /// <returns>True when people say no.</returns>
    private bool Ask(string subject)
    {
        if (_due && Chance(3))
        {
            _ignored.Add(subject);
        }

        return Chance(_gentle ? 12 : 4) && _rejected.Add(subject);
    }

    private string Consequence(bool isRouted) => random.Next(4) switch
    {
        0 => "skip",
        1 when isRouted => "reroute",
        _ => "fail",
    };

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;
}
