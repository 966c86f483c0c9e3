using System.Text;
using MissionControl.Assets;
using MissionControl.Embedded.Hub;
using MissionControl.Hops;
using MissionControl.Missions;

namespace MissionControl.Simulation.Invariants;

/// <summary>How a run ended, in as many words as a comparison needs.</summary>
/// <param name="Hops">Id, round and status of each hop, and what was exported.</param>
/// <param name="Attempts">Each step's status and attempts.</param>
internal sealed record RunEnd(RunStatus Status, string Hops, string Attempts)
{
    public static RunEnd Of(RunRecord run, HubTables tables)
    {
        var hops = run.Result?.Hops ?? [];
        return new RunEnd(
            run.Status,
            $"{string.Join("; ", hops.Select(hop => $"{hop.Id}#{hop.Round} {hop.Status}"))} => {Outputs(run, tables)}",
            string.Join("; ", hops.Select(Attempts1)));
    }

    private static string Attempts1(HopResult hop) => $"{hop.Id}: {string.Join(", ", hop.Steps.Select(step => $"{step.Id} {step.Status} {step.Attempts}"))}";

    private static string Outputs(RunRecord run, HubTables tables) => string.Join(", ", (run.Result?.Outputs ?? new Dictionary<string, AssetReference>())
        .OrderBy(output => output.Key, StringComparer.Ordinal)
        .Select(output => $"{output.Key} = {output.Value.Sha256[..8]} {Inline(output.Value, run, tables)}"));

    private static string Inline(AssetReference reference, RunRecord run, HubTables tables) =>
        tables.Bodies.FindAsset(run.RunId, reference.Sha256) is { } body ? Encoding.UTF8.GetString(body) : "inline";
}
