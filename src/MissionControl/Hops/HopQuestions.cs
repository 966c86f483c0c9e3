using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>What people are asked about a hop and its steps.</summary>
internal sealed class HopQuestions(HopInput input, HopState state)
{
    public ApprovalInput AboutHop(ApprovalSubject subject)
    {
        var question = ApprovalQuestion.Of(state.PlannedSteps) with
        {
            Assets = input.Inputs.OrderBy(asset => asset.Key, StringComparer.Ordinal).Take(ApprovalQuestion.MostAssets).ToDictionary(),
            Agent = Agent(),
            EstimatedCostUsd = input.Hop.EstimatedCostUsd ?? (state.AgentId is null ? input.EstimatedCostUsd : null),
            EstimatedMinutes = input.Hop.EstimatedDurationMinutes ?? Agent()?.Stats?.AvgTaskDurationMinutes,
        };
        return Ask(subject, HopSummary(), input.Hop.Approval ?? state.RoutedApproval, question);
    }

    public ApprovalInput AboutStep(ApprovalSubject subject, StepDefinition step)
    {
        var used = step.Parameters.Select(mapping => mapping.StateAsset).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var question = ApprovalQuestion.Of([step]) with
        {
            Step = step,
            Assets = state.Workspace.Where(asset => used.Contains(asset.Key)).ToDictionary(),
            Agent = Agent(),
        };
        return Ask(subject, $"{input.Hop.Name ?? input.Hop.Id}, step {step.Id}: {step.Description ?? $"runs {step.ToolName}"}", step.Approval, question);
    }

    private ApprovalInput Ask(ApprovalSubject subject, string summary, ApprovalPolicy? policy, ApprovalQuestion question) =>
        new(input.RunId, input.MissionId, input.ExecutionId, subject, summary, input.Approvals)
        {
            Policy = policy,
            Question = question with { OnReject = input.Hop.OnReject },
            RequestedBy = input.RequestedBy,
            LateMinutes = input.LateMinutes,
        };

    private RoutingCandidate? Agent() => state.Routing?.Candidates.FirstOrDefault(candidate => candidate.AgentId == state.AgentId);

    private string HopSummary()
    {
        var agent = state.AgentId is { } id ? $" by agent {id}" : "";
        var tools = string.Join(", ", state.PlannedSteps.Select(step => step.ToolName));
        var does = input.Hop.Description ?? (tools.Length > 0 ? $"runs {tools}" : "");
        return $"{input.Hop.Name ?? input.Hop.Id}{agent}{(does.Length > 0 ? $": {does}" : "")}";
    }
}
