using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What a mission tells its hops and its people.</summary>
internal static class HopMessages
{
    public static HopInput Compose(
        OrchestrationContext context,
        RunInput input,
        MissionPlan plan,
        PlannedHop hop,
        Dictionary<string, AssetReference> assets,
        DateTimeOffset? deadline,
        HopResult? earlier)
    {
        var locals = new Dictionary<string, AssetReference>(StringComparer.Ordinal);
        foreach (var binding in hop.Definition.Inputs)
        {
            if (assets.TryGetValue(binding.Asset, out var reference))
            {
                locals[binding.Local] = reference with { Id = binding.Local };
            }
            else if (binding.Default is { } value)
            {
                locals[binding.Local] = AssetBody.ReferDefault(binding.Local, value);
            }
        }

        return new HopInput(
            input.RunId,
            context.InstanceId,
            input.MissionId,
            hop.Definition,
            locals,
            input.DataDirectory,
            input.RunStartedAt,
            deadline,
            plan.InlineLimit,
            plan.Approvals,
            earlier?.Workspace is null ? null : earlier);
    }

    public static string PlanSummary(MissionPlan plan)
    {
        var shown = plan.Hops.Take(20).Select(hop => hop.Definition.Name ?? hop.Id);
        var more = plan.Hops.Count > 20 ? $" and {plan.Hops.Count - 20} more" : "";
        return $"Start mission {plan.Name}: {string.Join(", ", shown)}{more}";
    }
}
