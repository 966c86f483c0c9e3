using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Reports;

/// <summary>One event of a run's histories.</summary>
/// <param name="Number">From 1 in its instance.</param>
/// <param name="At">The time of its turn.</param>
/// <param name="Subject">What the instance is: mission, <c>hop x</c>, <c>approval y</c>.</param>
public sealed record HistoryLine(string InstanceId, string Subject, long Number, DateTimeOffset? At, HistoryEvent Event)
{
    /// <summary>All histories read as one: in the order of time, and within one time parents before children.</summary>
    public static IReadOnlyList<HistoryLine> Read(IReadOnlyList<InstanceHistory> histories) =>
        histories.SelectMany(Read).OrderBy(line => line.At).ToList();

    public JsonObject ToJson()
    {
        var line = new JsonObject { ["instance_id"] = InstanceId, ["subject"] = Subject, ["number"] = Number, ["at"] = JsonSerializer.SerializeToNode(At, Wire.Options) };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(Event, Wire.Options)!.AsObject().ToList())
        {
            // The instance that an event begins or sends to is not the one that it belongs to.
            line[name == "instance_id" ? "target_instance_id" : name] = value?.DeepClone();
        }

        return line;
    }

    private static IEnumerable<HistoryLine> Read(InstanceHistory history)
    {
        // Events that stand before the first turn belong to it.
        var at = history.Events.OfType<OrchestratorStarted>().FirstOrDefault()?.At;
        var subject = SubjectOf(history);
        for (var i = 0; i < history.Events.Count; i++)
        {
            at = history.Events[i] is OrchestratorStarted turn ? turn.At : at;
            yield return new HistoryLine(history.InstanceId, subject, i + 1, at, history.Events[i]);
        }
    }

    private static string SubjectOf(InstanceHistory history) => (history.Events.Count > 0 ? history.Events[0] : null) switch
    {
        ExecutionStarted { Name: TaskNames.Mission } => "mission",
        ExecutionStarted { Name: TaskNames.Hop, Input: { } input } => $"hop {Wire.Deserialize<HopInput>(input)!.Hop.Id}",
        ExecutionStarted { Name: TaskNames.Approval, Input: { } input } => $"approval {Wire.Deserialize<ApprovalInput>(input)!.ApprovalId}",
        ExecutionStarted started => started.Name,
        _ => history.InstanceId,
    };
}
