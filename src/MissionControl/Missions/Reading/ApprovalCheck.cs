using MissionControl.Approvals;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Finds policies that could never do what they say, each as it holds together with those above it.</summary>
internal static class ApprovalCheck
{
    public static void Report(MissionDefinition definition, DocumentErrors errors)
    {
        var place = DocumentPlace.Root.Member("approvals");
        var mission = PolicyMerge.Of(definition.Approvals);
        Report(mission, place, errors);
        CheckOutputs(definition, place.Member("outputs"), errors);
        for (var h = 0; h < definition.Hops.Count; h++)
        {
            var hop = definition.Hops[h];
            var policy = PolicyMerge.Over(hop.Approval, mission);
            if (hop.Approval is not null)
            {
                Report(policy, DocumentPlace.Hop(h).Member("approval"), errors);
            }

            for (var s = 0; s < hop.Steps.Count; s++)
            {
                if (hop.Steps[s].Approval is { } own)
                {
                    Report(PolicyMerge.Over(own, policy), DocumentPlace.Step(h, s).Member("approval"), errors);
                }
            }
        }
    }

    /// <param name="policy">With what it takes over from above.</param>
    public static void Report(ApprovalPolicy policy, DocumentPlace place, DocumentErrors errors)
    {
        if (errors.Touch(place))
        {
            return;
        }

        foreach (var (member, found, cure) in Problems(policy))
        {
            errors.Add(place.Member(member), found, cure);
        }
    }

    private static IEnumerable<(string Member, string Found, string Cure)> Problems(ApprovalPolicy policy)
    {
        var approvers = policy.Approvers ?? [];
        if (approvers.Count == 0 && policy.Rule is ApprovalRule.All or ApprovalRule.Quorum)
        {
            yield return ("rule", $"rule {Wire.Word(policy.Rule!.Value)} without approvers", "Name the approvers, or leave rule out: then the first vote decides.");
        }

        if ((policy.Rule == ApprovalRule.Quorum) != (policy.Quorum is not null))
        {
            yield return ("quorum", policy.Quorum is null ? "rule quorum without a number" : $"quorum beside rule {Wire.Word(policy.Rule ?? ApprovalRule.Any)}", "Give quorum (how many must approve) with rule quorum, or neither.");
        }
        else if (policy.Quorum > approvers.Count && approvers.Count > 0 && policy.EscalateTo is null && !approvers.Any(name => name.StartsWith(People.GroupPrefix, StringComparison.Ordinal)))
        {
            yield return ("quorum", $"a quorum of {policy.Quorum} among {approvers.Count} approvers", "Name more approvers, or ask fewer of them.");
        }

        if (policy.EscalateTo is not null && policy.OnTimeout != TimeoutConsequence.Escalate)
        {
            yield return ("escalate_to", $"escalate_to, and on_timeout is {Wire.Word(policy.OnTimeout ?? TimeoutConsequence.Reject)}", "Write \"on_timeout\": \"escalate\", or remove escalate_to.");
        }

        if (policy.Due is null && policy.OnTimeout == TimeoutConsequence.Escalate)
        {
            yield return ("on_timeout", "on_timeout escalate without a due", "Say in due how long the first ones have, for example \"1d\".");
        }

        if (policy.RemindAfter >= policy.Due)
        {
            yield return ("remind_after", $"a reminder after {Duration.Text(policy.RemindAfter!.Value)}, and it is due after {Duration.Text(policy.Due!.Value)}", "Remind before it is due.");
        }
    }

    private static void CheckOutputs(MissionDefinition definition, DocumentPlace place, DocumentErrors errors)
    {
        var declared = definition.Outputs.Select(output => output.Id).ToList();
        for (var i = 0; i < (definition.Approvals.Outputs?.Count ?? 0); i++)
        {
            var output = definition.Approvals.Outputs![i];
            if (!declared.Contains(output) && !errors.GraphIsIncomplete)
            {
                errors.Add(place.At(i), $"no output is named {PathText.Quote(output)}", $"{Suggestion.DidYouMean(output, declared)}The outputs are {Suggestion.Listed(declared)}.", hidesGraph: false);
            }
        }
    }
}
