namespace MissionControl.Approvals;

/// <summary>How the policies of configuration, step, hop and mission make one.</summary>
internal static class PolicyMerge
{
    public static ApprovalPolicy Of(ApprovalSettings settings) =>
        settings.Policy ?? new ApprovalPolicy { Due = settings.Due, OnTimeout = settings.OnTimeout };

    /// <summary>The nearer policy, and what it leaves open as the one above says. Approvers and their rule belong together, and so do deadline rule and levels.</summary>
    public static ApprovalPolicy Over(ApprovalPolicy? nearer, ApprovalPolicy above)
    {
        if (nearer is null)
        {
            return above;
        }

        var asks = nearer.Approvers is null ? above : nearer;
        var rules = nearer.Rule is null ? asks : nearer;
        return nearer with
        {
            Approvers = asks.Approvers,
            Rule = rules.Rule,
            Quorum = rules.Quorum,
            RemindAfter = nearer.RemindAfter ?? above.RemindAfter,
            Due = nearer.Due ?? above.Due,
            OnTimeout = nearer.OnTimeout ?? above.OnTimeout,
            EscalateTo = nearer.EscalateTo ?? (nearer.OnTimeout is null or TimeoutConsequence.Escalate ? above.EscalateTo : null),
            Comment = nearer.Comment ?? above.Comment,
            Also = nearer.Also ?? above.Also,
        };
    }

    /// <summary>
    /// What the configuration asks for on top of what the mission asks for. Its approvers must approve too, and nothing that the mission says
    /// weakens it: no automatic approval, no levels that put others in their place, no missing comment.
    /// </summary>
    public static ApprovalPolicy Add(ApprovalPolicy mission, ApprovalPolicy rule)
    {
        var comment = (CommentNeed)Math.Max((int)(mission.Comment ?? CommentNeed.Never), (int)(rule.Comment ?? CommentNeed.Never));
        var added = mission with
        {
            RemindAfter = rule.RemindAfter ?? mission.RemindAfter,
            Due = rule.Due ?? mission.Due,
            OnTimeout = rule.OnTimeout ?? (mission.OnTimeout == TimeoutConsequence.Approve ? TimeoutConsequence.Reject : mission.OnTimeout),
            Comment = comment == CommentNeed.Never ? mission.Comment : comment,
        };
        added = added with { EscalateTo = added.OnTimeout == TimeoutConsequence.Escalate ? rule.EscalateTo ?? mission.EscalateTo : null };
        if (rule.Approvers is not { Count: > 0 } approvers)
        {
            return added;
        }

        var part = new ApprovalPart(approvers, rule.Rule ?? ApprovalRule.Any, rule.Quorum);
        return mission.Approvers is not { Count: > 0 } ? Named(added, part, rule)
            : IsThere(added, part) ? added
            : added with { Also = [.. added.Also ?? [], part] };
    }

    private static ApprovalPolicy Named(ApprovalPolicy added, ApprovalPart part, ApprovalPolicy rule) => added with
    {
        Approvers = part.Approvers,
        Rule = part.Rule,
        Quorum = part.Quorum,
        EscalateTo = rule.EscalateTo,
        OnTimeout = rule.OnTimeout ?? TimeoutConsequence.Reject,
    };

    private static bool IsThere(ApprovalPolicy policy, ApprovalPart part) =>
        (policy.Also ?? []).Prepend(new ApprovalPart(policy.Approvers!, policy.Rule ?? ApprovalRule.Any, policy.Quorum))
        .Any(one => one.Rule == part.Rule && one.Quorum == part.Quorum && one.Approvers.ToHashSet(People.Names).SetEquals(part.Approvers));
}
