using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What a mission tells its hops and its people.</summary>
internal static class HopMessages
{
    /// <summary>A limited tool may be busy for long; what waits a whole day waits for nothing.</summary>
    private static readonly TimeSpan SlotWait = TimeSpan.FromDays(1);

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
            else if (binding.DefaultAsset is { } stored)
            {
                locals[binding.Local] = stored with { Id = binding.Local };
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
            earlier?.Workspace is null ? null : earlier)
        {
            RequestedBy = input.RequestedBy,
            Revision = plan.Revision,
            DefinitionHash = plan.Revision < 2 ? null : input.DefinitionHash,
            EstimatedCostUsd = hop.EstimatedCostUsd,
            SlotWait = SlotWait,
            OverrunMinutes = plan.Watch?.OverrunsOf(hop.Definition.EstimatedDurationMinutes),
            LateMinutes = plan.Watch?.LateMinutes,
        };
    }

    /// <summary>What the plan will do, hop by hop: its tools as written or as the resolver found them, or who it is routed by.</summary>
    public static string PlanSummary(MissionPlan plan)
    {
        const int most = 20;
        var shown = plan.Hops.Take(most).Select(hop => $"{hop.Definition.Name ?? hop.Id} ({How(hop)})");
        var more = plan.Hops.Count > most ? $" and {plan.Hops.Count - most} more" : "";
        return $"Start mission {plan.Name}: {string.Join(", ", shown)}{more}";
    }

    /// <summary>What a person needs to know of the plan.</summary>
    public static ApprovalQuestion PlanQuestion(MissionPlan plan, RunInput input)
    {
        var steps = plan.Hops.SelectMany(hop => hop.Definition.Steps).ToList();
        return ApprovalQuestion.Of(steps) with
        {
            Assets = input.Inputs.OrderBy(asset => asset.Key, StringComparer.Ordinal).Take(ApprovalQuestion.MostAssets).ToDictionary(),
            EstimatedCostUsd = plan.Hops.Aggregate((decimal?)null, (sum, hop) => HopEstimate.Sum(sum, hop.EstimatedCostUsd)),
            EstimatedMinutes = plan.Hops.Aggregate((decimal?)null, (sum, hop) => HopEstimate.Sum(sum, hop.Definition.EstimatedDurationMinutes)),
        };
    }

    private static string How(PlannedHop hop)
    {
        var tools = string.Join(", ", hop.Definition.Steps.Select(step => step.ToolName));
        return tools switch
        {
            "" => "by an agent",
            _ when hop.Resolution is not null => $"resolved: {tools}",
            _ => tools,
        };
    }
}
