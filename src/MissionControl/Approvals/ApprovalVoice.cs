namespace MissionControl.Approvals;

/// <summary>One vote that can be given, and who has it now.</summary>
/// <param name="Approver">Whose vote it was at first.</param>
/// <param name="Holder">The approver, or to whom it was delegated.</param>
internal sealed record ApprovalVoice(string Approver, string Holder)
{
    public bool IsHeldBy(string person) => People.Names.Equals(Holder, person);
}

/// <summary>Who can vote on a record.</summary>
internal static class ApprovalVoices
{
    /// <summary>Everybody who was asked, without who started the run: nobody approves their own run where approvers are named.</summary>
    public static IReadOnlyList<ApprovalVoice> Voices(this ApprovalRecord record) =>
    [
        .. record.Approvers.Concat(record.Also.SelectMany(part => part.Approvers))
            .Distinct(People.Names)
            .Where(name => !People.Names.Equals(name, record.RequestedBy))
            .Select(name => new ApprovalVoice(name, record.HolderOf(name))),
    ];

    public static bool NamesApprovers(this ApprovalRecord record) => record.Approvers.Count > 0 || record.Also.Count > 0;

    /// <summary>The vote that the person has; null: none.</summary>
    public static ApprovalVoice? VoiceOf(this ApprovalRecord record, string person) =>
        record.NamesApprovers() ? record.Voices().FirstOrDefault(voice => voice.IsHeldBy(person)) : new ApprovalVoice(person, person);

    public static bool HasVoted(this ApprovalRecord record, ApprovalVoice voice) => record.Votes.Any(vote => People.Names.Equals(vote.For ?? vote.By, voice.Approver));

    /// <summary>Everybody who has or had that approver's vote.</summary>
    public static IEnumerable<string> HoldersOf(this ApprovalRecord record, string approver) =>
        record.Delegations.Where(given => People.Names.Equals(given.For, approver)).Select(given => given.To).Prepend(approver);

    private static string HolderOf(this ApprovalRecord record, string approver) => record.HoldersOf(approver).Last();
}
