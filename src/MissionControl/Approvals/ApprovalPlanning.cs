using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Steps;

namespace MissionControl.Approvals;

/// <summary>
/// Writes into a plan who must approve what: as the mission says, and as the configuration adds. Decided once, by the activity that plans,
/// so that the history tells it for ever.
/// </summary>
internal sealed class ApprovalPlanning(ApprovalRules rules, ToolRegistry tools, ReferenceSet reference, ApprovalPolicy mission)
{
    public static MissionPlan Apply(MissionPlan plan, ApprovalRules rules, ToolRegistry tools, ReferenceSet reference)
    {
        var planning = new ApprovalPlanning(rules, tools, reference, PolicyMerge.Of(plan.Approvals));
        return plan with
        {
            Revision = MissionPlan.CurrentRevision,
            Hops = plan.Hops.Select(planning.Apply).ToList(),
            Outputs = plan.Outputs.Select(output => output with { RequiresApproval = plan.Approvals.Outputs?.Contains(output.Id) == true }).ToList(),
        };
    }

    /// <summary>The agent's own steps, as <see cref="Apply(MissionPlan, ApprovalRules, ToolRegistry, ReferenceSet)"/> would have planned them.</summary>
    public IReadOnlyList<StepDefinition> Apply(IReadOnlyList<StepDefinition> steps, ApprovalPolicy? hopPolicy) =>
        steps.Select(step => Apply(step, PolicyMerge.Over(hopPolicy, mission))).ToList();

    /// <summary>The policy of a hop that costs so much; null when nobody is to be asked, or as the mission's settings say.</summary>
    public ApprovalPolicy? Policy(HopDefinition hop, decimal? costUsd) =>
        Policy(hop.RequiresHumanApproval, hop.Approval, mission, rules.Rules.Where(rule => rule.CostOverUsd < costUsd));

    private PlannedHop Apply(PlannedHop planned)
    {
        var hop = planned.Definition;
        var cost = HopEstimate.CostUsd(hop, tools, reference);
        var policy = Policy(hop, cost);
        return planned with
        {
            EstimatedCostUsd = cost,
            Definition = hop with
            {
                RequiresHumanApproval = hop.RequiresHumanApproval || policy is not null,
                Approval = policy,
                Steps = Apply(hop.Steps, hop.Approval),
            },
        };
    }

    private StepDefinition Apply(StepDefinition step, ApprovalPolicy above)
    {
        var tool = tools.Find(step.ToolName);
        var matching = rules.Rules.Where(rule => rule.Tool is { } name && (name == step.ToolName || (tool is not null && tools.Find(name) == tool)));
        var policy = Policy(step.RequiresHumanApproval, step.Approval, above, matching);
        return policy is null ? step : step with { RequiresHumanApproval = true, Approval = policy };
    }

    private ApprovalPolicy? Policy(bool asks, ApprovalPolicy? own, ApprovalPolicy above, IEnumerable<ConfiguredApproval> matching)
    {
        var policy = !asks ? null : own is null && above == mission ? null : PolicyMerge.Over(own, above);
        foreach (var rule in matching)
        {
            // Who the mission names for what it asks itself is not asked about what only the configuration asks.
            policy = PolicyMerge.Add(policy ?? (asks ? above : above with { Approvers = null, Rule = null, Quorum = null, Also = null }), rule.Policy);
        }

        return policy;
    }
}
