using MissionControl.Agents;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Approvals;

/// <summary>Makes what people see: inputs read and shortened, secrets taken out, risk, cost and consequences in words.</summary>
internal sealed class EvidenceMaker(MissionPorts ports, ApprovalInput approval, ApprovalQuestion question, ApprovalRecord record)
{
    public async Task<ApprovalEvidence> MakeAsync(CancellationToken cancellationToken)
    {
        var redactor = await RedactorAsync(cancellationToken);
        var inputs = new EvidenceInputs(ports.Assets, approval.RunId, redactor);
        if (question.Step is { } step)
        {
            step = await PinnedValues.FillAsync(ports.Assets, approval.RunId, step, cancellationToken);
            await inputs.AddStepAsync(step, question.Assets, cancellationToken);
        }
        else
        {
            await inputs.AddAssetsAsync(question.Assets, cancellationToken);
        }

        return new ApprovalEvidence(redactor.Redact(approval.Summary), OnReject(), OnTimeout())
        {
            Inputs = inputs.Shown,
            InputsLeftOut = inputs.LeftOut,
            Risk = [.. Risks()],
            EstimatedCostUsd = Cost(),
            EstimatedMinutes = question.EstimatedMinutes,
        };
    }

    /// <summary>A secret may stand in another input too.</summary>
    private async Task<SecretRedactor> RedactorAsync(CancellationToken cancellationToken)
    {
        var redactor = new SecretRedactor();
        foreach (var name in question.Secrets)
        {
            if (await ports.Secrets.FindAsync(name, cancellationToken) is { } secret)
            {
                redactor.Add(secret);
            }
        }

        return redactor;
    }

    /// <summary>Of a plan the cost is known hop by hop; else what the tools and the agent cost.</summary>
    private decimal? Cost() => question.EstimatedCostUsd
        ?? (approval.Subject.Kind is ApprovalSubjectKind.Hop or ApprovalSubjectKind.Step
            ? HopEstimate.Sum(HopEstimate.ToolsUsd(question.Tools, ports.Tools), approval.Subject.Kind == ApprovalSubjectKind.Hop ? question.Agent?.CostPerTaskUsd : null)
            : null);

    private IEnumerable<string> Risks()
    {
        var writing = question.Tools.Where(tool => ports.Tools.Find(tool)?.Signature.Writes == true).ToList();
        if (writing.Count > 0)
        {
            yield return $"Changes something outside the run: {string.Join(", ", writing)}.";
        }

        if (question.AtMostOnce)
        {
            yield return "Runs at most once: if the process dies during it, what it did is unknown.";
        }

        if (question.Secrets.Count > 0)
        {
            yield return $"Uses the secrets {string.Join(", ", question.Secrets)}.";
        }

        if (question.Agent is { } agent)
        {
            yield return agent.Stats is { } stats ? Known(agent.AgentId, stats) : $"Nothing is known of the work of agent {agent.AgentId}.";
        }
    }

    private static string Known(string agentId, AgentStats stats)
    {
        var success = stats.SuccessRate is { } rate ? $", {Percent(rate)} succeeded" : "";
        var tasks = stats.TasksExecuted is { } count ? $" of {count} tasks" : "";
        return $"Agent {agentId}: {Percent(stats.ApprovalRate)}{tasks} approved{success}, {Percent(stats.EscalationRate)} escalated.";
    }

    private static string Percent(decimal rate) => FormattableString.Invariant($"{rate * 100:0.#} %");

    private string OnReject() => (question.OnReject, approval.Subject.Kind) switch
    {
        (FailureConsequence.Skip, _) => $"Hop {approval.Subject.HopId} is skipped, and every hop that needs what it makes.",
        (FailureConsequence.Reroute, _) => $"Another agent does hop {approval.Subject.HopId} and asks anew; with nobody left the run is rejected.",
        (_, ApprovalSubjectKind.Plan) => "The run is rejected and ends before anything ran.",
        (_, ApprovalSubjectKind.Output) => "The run is rejected and ends without delivering it.",
        _ => "The run is rejected and ends.",
    };

    private string OnTimeout() => (record.DueAfter, record.OnTimeout) switch
    {
        (null, _) => "It waits for ever.",
        ({ } due, TimeoutConsequence.Approve) => $"After {Duration.Text(due)} it is approved.",
        ({ } due, TimeoutConsequence.Escalate) when record.EscalateTo.Count > 0 =>
            $"After {Duration.Text(due)} {string.Join(", then ", record.EscalateTo.Select(level => string.Join(" and ", level.Approvers)))} {(record.EscalateTo.Count == 1 && record.EscalateTo[0].Approvers.Count == 1 ? "is" : "are")} asked too; then it expires, as if rejected.",
        ({ } due, _) => $"After {Duration.Text(due)} it expires, as if rejected.",
    };
}
