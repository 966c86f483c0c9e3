namespace MissionControl.Approvals;

/// <summary>What the votes amount to.</summary>
internal enum Tally
{
    Open,
    Approved,
    Rejected,
}

/// <summary>The arithmetic of the rules.</summary>
internal static class ApprovalTally
{
    /// <summary>Rejected as soon as one part is; approved when all are.</summary>
    public static Tally Of(ApprovalRecord record)
    {
        var parts = record.Also.Prepend(new ApprovalPart(record.Approvers, record.Rule, record.Quorum)).Select(part => Of(part, record)).ToList();
        return parts.Contains(Tally.Rejected) ? Tally.Rejected : parts.TrueForAll(part => part == Tally.Approved) ? Tally.Approved : Tally.Open;
    }

    /// <summary>How many persons can vote, and how many of them must approve, in the first part that asks for more than there are; null: none does.</summary>
    public static (int Able, int Needed)? Shortage(ApprovalRecord record)
    {
        var later = record.OnTimeout == TimeoutConsequence.Escalate ? record.EscalateTo.SelectMany(level => level.Approvers) : [];
        foreach (var part in record.Also.Prepend(new ApprovalPart([.. record.Approvers.Concat(later)], record.Rule, record.Quorum)))
        {
            var able = Able(part, record).Count;
            var needed = part.Rule == ApprovalRule.Quorum ? part.Quorum ?? 1 : 1;
            if (part.Approvers.Count > 0 && able < needed)
            {
                return (able, needed);
            }
        }

        return null;
    }

    private static Tally Of(ApprovalPart part, ApprovalRecord record)
    {
        if (part.Approvers.Count == 0)
        {
            return record.Votes.Count == 0 ? Tally.Open : record.Votes[0].Approved ? Tally.Approved : Tally.Rejected;
        }

        var able = Able(part, record);
        var votes = record.Votes.Where(vote => able.Contains(vote.For ?? vote.By)).Select(vote => vote.Approved).ToList();
        var (approvals, rejections) = (votes.Count(approved => approved), votes.Count(approved => !approved));
        return part.Rule switch
        {
            ApprovalRule.Any => votes.Count == 0 ? Tally.Open : votes[0] ? Tally.Approved : Tally.Rejected,
            ApprovalRule.All => Count(approvals, rejections, able.Count, able.Count),
            _ => Count(approvals, rejections, able.Count, part.Quorum ?? 1),
        };
    }

    private static Tally Count(int approvals, int rejections, int able, int needed) =>
        approvals >= needed ? Tally.Approved : able - rejections < needed ? Tally.Rejected : Tally.Open;

    private static HashSet<string> Able(ApprovalPart part, ApprovalRecord record) =>
        part.Approvers.Where(name => !People.Names.Equals(name, record.RequestedBy)).ToHashSet(People.Names);
}
