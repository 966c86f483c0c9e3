using MissionControl.Approvals;

namespace MissionControl.Http.Links;

/// <summary>Tells whether a person still has a vote, before one is cast.</summary>
internal static class ApproverOf
{
    /// <returns>Why not, a sentence; null when they have one.</returns>
    public static string? Refusal(ApprovalRecord record, string person)
    {
        if (record.Votes.Any(vote => People.Names.Equals(vote.By, person)))
        {
            return null;
        }

        if (record.Delegations.LastOrDefault(given => People.Names.Equals(given.From, person)) is { } given)
        {
            return $"You gave your vote to {given.To} on {Channels.PageTime.Of(given.At)}.";
        }

        var named = record.Approvers.Concat(record.Also.SelectMany(part => part.Approvers)).Concat(record.Delegations.Select(one => one.To)).ToList();
        return named.Count == 0 || named.Contains(person, People.Names) ? null : "Others are asked for this decision.";
    }
}
