using MissionControl.Approvals;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Reads who decides, by which rule and within which time: of a mission, a hop, a step, or the configuration of a host.</summary>
internal static class ApprovalReader
{
    public const int MaxApprovers = 50;
    public const int MaxLevels = 10;

    public static ApprovalSettings ReadSettings(DocumentObject approvals)
    {
        var policy = ReadPolicy(approvals);
        var outputs = approvals.List("outputs", MissionReader.MaxAssets).Select(node => node.Id()).OfType<string>().ToList();
        return new ApprovalSettings
        {
            Plan = approvals.Find("plan")?.Flag() ?? false,
            Outputs = outputs.Count == 0 ? null : outputs,
            Due = policy.Due,
            OnTimeout = policy.OnTimeout ?? TimeoutConsequence.Reject,
            Policy = policy with { Due = null, OnTimeout = null } == new ApprovalPolicy() && policy.OnTimeout != TimeoutConsequence.Escalate ? null : policy,
        };
    }

    /// <summary>The <c>approval</c> of a hop or step; null where there is none.</summary>
    public static ApprovalPolicy? Find(DocumentObject owner) =>
        owner.Find("approval") is { } node && DocumentObject.Open(node, DocumentShape.Approval) is { } policy ? ReadPolicy(policy) : null;

    /// <summary>An <c>approval</c> asks, unless the document says that it does not.</summary>
    public static bool Asks(DocumentObject owner)
    {
        var asks = owner.Find("requires_human_approval")?.Flag();
        if (asks == false && owner.Find("approval") is { } approval)
        {
            owner.Errors.Add(approval.Place, "approval beside requires_human_approval: false", "Remove one of them.");
        }

        return asks ?? owner.Find("approval") is not null;
    }

    public static ApprovalPolicy ReadPolicy(DocumentObject policy)
    {
        var quorum = policy.Find("quorum")?.Integer(1, MaxApprovers);
        var levels = policy.Objects("escalate_to", DocumentShape.Escalation, MaxLevels).OfType<DocumentObject>().Select(ReadLevel).ToList();
        return new ApprovalPolicy
        {
            Approvers = policy.Find("approvers") is null ? null : Names(policy),
            Rule = policy.Find("rule")?.Word<ApprovalRule>() ?? (quorum is null ? null : ApprovalRule.Quorum),
            Quorum = quorum,
            RemindAfter = policy.Find("remind_after")?.Span(),
            Due = policy.Find("due")?.Span(),
            EscalateTo = levels.Count == 0 ? null : levels,
            OnTimeout = policy.Find("on_timeout")?.Word<TimeoutConsequence>(),
            Comment = policy.Find("comment")?.Word<CommentNeed>(),
        };
    }

    private static EscalationLevel ReadLevel(DocumentObject level)
    {
        var names = level.Require("approvers") is null ? [] : Names(level);
        return new EscalationLevel(names, level.Find("due")?.Span());
    }

    private static List<string> Names(DocumentObject owner)
    {
        var names = owner.List("approvers", MaxApprovers).Select(Name).OfType<string>().ToList();
        if (names.Distinct(People.Names).Count() < names.Count)
        {
            owner.Errors.Add(owner.Place.Member("approvers"), "somebody twice", "Name each approver once.");
        }

        return names;
    }

    private static string? Name(DocumentNode node)
    {
        if (node.Text() is not { } name)
        {
            return null;
        }

        if (!ApprovalPerson.IsName(name))
        {
            node.Errors.Add(node.Place, $"{PathText.Quote(name)} is no name", $"Give 1 to {ApprovalPerson.MaxName} characters without control characters.");
        }
        else if (name.StartsWith(People.GroupPrefix, StringComparison.Ordinal) && !Identifier.IsValid(name[People.GroupPrefix.Length..]))
        {
            node.Errors.Add(node.Place, $"{PathText.Quote(name)} names no group", $"Write {People.GroupPrefix} and the group's name: {Identifier.Rule}.");
        }

        return name;
    }
}
