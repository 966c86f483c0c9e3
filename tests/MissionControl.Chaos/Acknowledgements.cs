using System.Globalization;
using MissionControl.Approvals;

namespace MissionControl.Chaos;

/// <summary>What workers said, dead ones included: each word of it must hold to the end.</summary>
internal sealed class Acknowledgements
{
    private readonly Dictionary<string, Dictionary<string, VoteAnswer>> _voted = new(StringComparer.Ordinal);

    /// <summary>Numbers of the runs whose start was acknowledged.</summary>
    public HashSet<int> Started { get; } = [];

    /// <summary>Approvals that were seen open, with voters whose vote was not acknowledged.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>The first answer that each voter got, by approval.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, VoteAnswer>> Voted => _voted;

    public List<string> Broken { get; } = [];

    /// <summary>The same votes for the same approval, so that a repeated vote is the same vote.</summary>
    public static IReadOnlyList<ChaosVote> VotesOn(string approvalId) => ChaosMission.VotesOn(ChaosMission.Number(approvalId.Split('~')[0]));

    public bool IsHeard(string approvalId, string name) => _voted.GetValueOrDefault(approvalId)?.ContainsKey(name) == true;

    /// <returns>True when it is something new.</returns>
    public bool Hear(string answer)
    {
        switch (answer.Split(' '))
        {
            case ["started", var number]:
                return Started.Add(int.Parse(number, CultureInfo.InvariantCulture));
            case ["asks", var approval]:
                // A look and a vote cross on their way.
                return !VotesOn(approval).All(vote => IsHeard(approval, vote.Name)) && Asked.Add(approval);
            case ["voted", var approval, var name, var word] when Enum.TryParse<VoteAnswer>(word, out var given) && IsFair(approval, given):
                return Hear(approval, name, given);
            default:
                Broken.Add($"a worker said: {answer}");
                return true;
        }
    }

    private bool Hear(string approval, string name, VoteAnswer given)
    {
        if (!_voted.TryGetValue(approval, out var names))
        {
            _voted.Add(approval, names = new Dictionary<string, VoteAnswer>(StringComparer.Ordinal));
        }

        var isNew = names.TryAdd(name, given);
        if (VotesOn(approval).All(vote => names.ContainsKey(vote.Name)))
        {
            Asked.Remove(approval);
        }

        return isNew;
    }

    /// <summary>A lone voter is never contradicted; nobody finds an approval closed that has no deadline.</summary>
    private static bool IsFair(string approval, VoteAnswer given) =>
        given is VoteAnswer.Decided or VoteAnswer.Repeated || (given is VoteAnswer.Counted or VoteAnswer.Contradicted && VotesOn(approval).Count > 1);
}

/// <summary>How one person votes.</summary>
internal sealed record ChaosVote(string Name, bool Approve);
