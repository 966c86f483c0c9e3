using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

/// <summary>Reads what needs an approval whatever a mission says: <c>{"tool": "http_request", "approvers": ["group:finance"]}</c>.</summary>
internal static class ApprovalRuleReader
{
    private const int Most = 1000;

    private static readonly DocumentShape Rule = new("a rule of approvals", ["tool", "cost_over_usd", .. DocumentShape.Policy], []);

    public static ApprovalRules Read(DocumentObject root, People people) => new()
    {
        Rules = root.Objects("approval_rules", Rule, Most).OfType<DocumentObject>().Select(rule => ReadRule(rule, people)).ToList(),
    };

    private static ConfiguredApproval ReadRule(DocumentObject rule, People people)
    {
        var (tool, cost) = (rule.Find("tool"), rule.Find("cost_over_usd"));
        if ((tool is null) == (cost is null))
        {
            rule.Errors.Add(rule.Place, tool is null ? "neither tool nor cost_over_usd" : "tool and cost_over_usd", "Give one of them: every step of this tool, or every hop that costs more.");
        }

        var policy = ApprovalReader.ReadPolicy(rule);
        ApprovalCheck.Report(policy, rule.Place, rule.Errors);
        foreach (var name in (policy.Approvers ?? []).Concat((policy.EscalateTo ?? []).SelectMany(level => level.Approvers)))
        {
            if (name.StartsWith(People.GroupPrefix, StringComparison.Ordinal) && people.Groups.GetValueOrDefault(name[People.GroupPrefix.Length..]) is not { Count: > 0 })
            {
                rule.Errors.Add(rule.Place, $"nobody is in {PathText.Quote(name)}", "Name its members in the section groups.");
            }
        }

        return new ConfiguredApproval { Tool = tool?.Id(), CostOverUsd = cost?.Number(0), Policy = policy };
    }
}
