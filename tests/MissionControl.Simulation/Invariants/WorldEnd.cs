using MissionControl.Approvals;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Simulation.People;
using MissionControl.Simulation.Scenarios;

namespace MissionControl.Simulation.Invariants;

/// <summary>What must hold once a world has come to rest.</summary>
internal sealed class WorldEnd
{
    private readonly World _world;
    private readonly Crowd _crowd;
    private readonly IReadOnlyList<RunScenario> _scenarios;
    private readonly IReadOnlyList<EventSender> _senders;

    public WorldEnd(World world, Crowd crowd, IReadOnlyList<RunScenario> scenarios, IReadOnlyList<EventSender> senders)
    {
        _world = world;
        _crowd = crowd;
        _scenarios = scenarios;
        _senders = senders;
        Runs = scenarios.Select(run => Tables.Runs.Find(run.RunId)).OfType<RunRecord>()
            .ToDictionary(run => run.RunId, run => RunEnd.Of(run, Tables), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, RunEnd> Runs { get; }

    private HubTables Tables => _world.Disk.Tables;

    public void Check(IReadOnlyDictionary<string, RunEnd>? undisturbed)
    {
        Require(_world.IsUp && !_crowd.IsAtWork, "somebody waits for an answer, and nothing moves any more");
        foreach (var scenario in _scenarios)
        {
            CheckRun(scenario, undisturbed);
        }

        foreach (var sender in _senders)
        {
            var row = Tables.Instances.Find(sender.InstanceId);
            var expected = Wire.Serialize(sender.Expected);
            Require(row?.Output == expected, $"ledger '{sender.InstanceId}' holds {row?.Output ?? row?.Status.ToString()}, and was sent {expected}");
        }

        CheckVotes();
        CheckEffects();
        CheckRemains();
    }

    private void CheckRun(RunScenario scenario, IReadOnlyDictionary<string, RunEnd>? undisturbed)
    {
        var id = scenario.RunId;
        if (_crowd.Purged.Contains(id))
        {
            Require(Tables.Runs.Find(id) is null && Tables.Instances.ReadRun(id).Count == 0, $"run '{id}' was purged, and is there");
            return;
        }

        var run = Tables.Runs.Find(id);
        Require(run is not null, $"the start of run '{id}' was acknowledged, and it is not there");
        Require(run!.IsFinal, $"run '{id}' is stuck: {run.Status}, {string.Join(", ", Tables.Instances.ReadRun(id).Where(row => !row.IsFinal).Select(row => $"{row.Name} {row.Id} {row.Status}"))}");
        Require(run.Error is null || run.Status == RunStatus.Terminated, $"run '{id}' broke in the platform: {run.Error}");
        Require(run.Status != RunStatus.Terminated || scenario.IsTerminated, $"run '{id}' was terminated by nobody");
        if (undisturbed?.GetValueOrDefault(id) is { } expected)
        {
            Compare(scenario, expected, Runs[id]);
        }
    }

    private void Compare(RunScenario scenario, RunEnd expected, RunEnd found)
    {
        if (scenario.IsRacy || (scenario.Breakers > 0 && scenario.Fragile > 1) || (scenario.HasAtMostOnce && _world.Disturbance.Died > 0))
        {
            return;
        }

        Require(expected.Status == found.Status, $"run '{scenario.RunId}' is {found.Status}, undisturbed {expected.Status}: {found.Hops} {found.Attempts}");
        if (scenario.Breakers == 0 || expected.Status == RunStatus.Completed)
        {
            Require(expected.Hops == found.Hops, $"run '{scenario.RunId}' ended with {found.Hops}, undisturbed {expected.Hops}");
        }

        if (scenario.Breakers == 0)
        {
            Require(expected.Attempts == found.Attempts, $"run '{scenario.RunId}' took {found.Attempts}, undisturbed {expected.Attempts}");
        }
    }

    private void CheckVotes()
    {
        foreach (var (id, decision) in _crowd.Votes.Where(vote => !_crowd.Purged.Contains(InstanceIds.RunOf(vote.Key))))
        {
            var record = Tables.Approvals.Find(id);
            var status = decision.Approved ? ApprovalStatus.Approved : ApprovalStatus.Rejected;
            Require(record?.Status == status && record.Decision == decision, $"the vote on '{id}' was acknowledged as {status}, and it is {record?.Status} by {record?.Decision?.By}");
        }
    }

    private void CheckEffects()
    {
        var written = Tables.Records.Read(SimulatedTool.Store).Select(record => record.Json).ToList();
        Require(written.Distinct(StringComparer.Ordinal).Count() == written.Count, "a record was written twice under one key");
        foreach (var step in _world.Facts.CompletedSteps)
        {
            var parts = step.Split('/');
            var script = _scenarios.First(run => run.RunId == parts[0]).Scripts[(parts[1].Split('#')[0], parts[2])];
            Require(!script.Writes || written.Exists(json => json.Contains($"\"{step}\"", StringComparison.Ordinal)), $"step '{step}' completed, and what it wrote is not there");
        }
    }

    /// <summary>Nothing is left behind that a later process would act upon.</summary>
    private void CheckRemains()
    {
        Require(Tables.Instances.ReadActive().Count == 0, $"instances are left active: {string.Join(", ", Tables.Instances.ReadActive())}");
        Require(Tables.Instances.ReadTimers().Count == 0, $"timers are left: {string.Join(", ", Tables.Instances.ReadTimers())}");
        Require(_world.Disturbance.Died > 0 || Tables.Instances.ReadMessages().Count == 0, $"messages are left: {string.Join(", ", Tables.Instances.ReadMessages())}");
        Require(!Tables.Approvals.List(null, openOnly: true).Any(), $"approvals are left open: {string.Join(", ", Tables.Approvals.List(null, openOnly: true).Select(one => one.ApprovalId))}");
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _world.Facts.Break(otherwise);
        }
    }
}
