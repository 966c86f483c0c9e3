using System.Globalization;

namespace MissionControl.Chaos;

/// <summary>What workers said, dead ones included: each word of it must hold to the end.</summary>
internal sealed class Acknowledgements
{
    /// <summary>Numbers of the runs whose start was acknowledged.</summary>
    public HashSet<int> Started { get; } = [];

    /// <summary>Approvals that were seen open and whose vote was not acknowledged.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Approvals whose vote was acknowledged.</summary>
    public HashSet<string> Voted { get; } = new(StringComparer.Ordinal);

    public List<string> Broken { get; } = [];

    /// <summary>The same voter for the same approval, so that a repeated vote is the same vote.</summary>
    public static string VoterOf(string approvalId) => $"voter-{ChaosMission.Number(approvalId.Split('~')[0]) % 7}";

    /// <returns>True when it is something new.</returns>
    public bool Hear(string answer)
    {
        switch (answer.Split(' '))
        {
            case ["started", var number]:
                return Started.Add(int.Parse(number, CultureInfo.InvariantCulture));
            case ["asks", var approval]:
                // A look and a vote cross on their way.
                return !Voted.Contains(approval) && Asked.Add(approval);
            case ["voted", var approval, _, "Decided" or "Repeated"]:
                Asked.Remove(approval);
                return Voted.Add(approval);
            default:
                Broken.Add($"a worker said: {answer}");
                return true;
        }
    }
}
