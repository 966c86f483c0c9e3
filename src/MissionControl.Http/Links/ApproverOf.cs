using MissionControl.Approvals;

namespace MissionControl.Http.Links;

/// <summary>Tells whether a person still has a vote, before one is cast.</summary>
internal static class ApproverOf
{
    /// <returns>Why not, a sentence; null when they have one.</returns>
    public static string? Refusal(ApprovalRecord record, string person)
    {
        if (record.VoiceOf(person) is not null || record.Votes.Any(vote => People.Names.Equals(vote.By, person)))
        {
            return null;
        }

        return record.Delegations.LastOrDefault(given => People.Names.Equals(given.From, person)) is { } given
            ? $"You gave your vote to {given.To} on {Channels.PageTime.Of(given.At)}."
            : "Others are asked for this decision.";
    }
}
