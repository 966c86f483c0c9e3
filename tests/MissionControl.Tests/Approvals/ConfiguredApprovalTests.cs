using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Approvals;

/// <summary>What the configuration asks for, whatever the mission says.</summary>
public sealed class ConfiguredApprovalTests
{
    private static readonly ApprovalPolicy Finance = new() { Approvers = ["group:finance"] };

    [Fact]
    public async Task EveryStepOfATool_IsAskedAboutAndItsGroupIsExpandedWhenAsked()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });

        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Step("pay")), "r1");

        var approval = Assert.Single(await host.OpenApprovalsAsync("r1"));
        Assert.Equal("r1~step~a~step2~1", approval.ApprovalId);
        Assert.Equal(["fay", "fin"], approval.Approvers);
        await host.VoteAsync(approval.ApprovalId, approve: true, by: "fin");
        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public async Task EveryHopOverACost_IsAskedAbout(int estimate, int asked)
    {
        await using var host = await HostAsync(new ConfiguredApproval { CostOverUsd = 10, Policy = Finance });

        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").With("estimated_cost_usd", estimate)), "r1");

        Assert.Equal(asked, (await host.OpenApprovalsAsync("r1")).Count);
    }

    [Fact]
    public async Task HopOfADearAgent_IsAskedAbout_WhoeverItIsRoutedTo()
    {
        await using var host = await HostAsync(new ConfiguredApproval { CostOverUsd = 10, Policy = Finance });
        host.Reference = ReferenceSet.Empty with
        {
            Agents = [new Agent("cheap", null, null, "available") { Capabilities = ["write"], CostPerTaskUsd = 1 }, new Agent("dear", null, null, "busy") { Capabilities = ["write"], CostPerTaskUsd = 11 }],
        };

        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").With("capability", "write")), "r1");

        Assert.Equal(["r1~hop~a~1"], (await host.OpenApprovalsAsync("r1")).Select(approval => approval.ApprovalId));
    }

    [Fact]
    public async Task AgentsOwnStep_OfThatTool_IsAskedAbout()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });
        host.Reference = ReferenceSet.Empty with { Agents = [new Agent("A1", null, null, "available") { Capabilities = ["write"], Tool = "pay" }] };

        await host.RunAsync(TestMission.Create().Input("value", 1).Hop("a", hop => hop.Reads("value").With("capability", "write").With("output_mapping", new JsonObject { ["out"] = "out" })), "r1");

        Assert.Equal(ApprovalSubjectKind.Step, Assert.Single(await host.OpenApprovalsAsync("r1")).Subject.Kind);
    }

    [Fact]
    public async Task MissionThatAsksItsOwnApprovers_NeedsThoseOfTheRuleToo()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });
        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("pay", step => step["approval"] = JsonNode.Parse("""{"approvers": ["bob"]}"""))), "r1");

        Assert.Equal(VoteAnswer.Counted, (await host.VoteAsync("r1~step~a~step1~1", approve: true, by: "bob")).Answer);
        Assert.Equal(RunStatus.AwaitingApproval, (await host.GetAsync("r1")).Status);
        Assert.Equal(VoteAnswer.Decided, (await host.VoteAsync("r1~step~a~step1~1", approve: true, by: "fay")).Answer);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
    }

    [Theory]
    [InlineData("""{"due": "1h", "on_timeout": "approve"}""")]
    [InlineData("""{"due": "1h", "on_timeout": "escalate", "escalate_to": [{"approvers": ["mallory"]}]}""")]
    [InlineData("""{"approvers": ["mallory"], "due": "1h", "on_timeout": "approve"}""")]
    public async Task MissionThatWouldWeakenTheRule_DoesNot(string approvals)
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });
        await host.RunAsync(TestMission.Create().With("approvals", JsonNode.Parse(approvals)).Hop("a", hop => hop.Step("pay", step => step["requires_human_approval"] = true)), "r1");

        await host.VoteAsync("r1~step~a~step1~1", approve: true, by: "mallory");
        await host.AdvanceAsync(TimeSpan.FromMinutes(90));
        await host.VoteAsync("r1~step~a~step1~1", approve: true, by: "mallory");
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(RunStatus.Rejected, (await host.GetAsync("r1")).Status);
    }

    [Fact]
    public async Task StepOfAHopThatARuleGuards_IsStillForTheApproversOfTheMission()
    {
        await using var host = await HostAsync(new ConfiguredApproval { CostOverUsd = 10, Policy = Finance });
        await host.RunAsync(
            TestMission.Create().With("approvals", JsonNode.Parse("""{"approvers": ["bob"]}"""))
                .Hop("a", hop => hop.Step("echo", step => step["requires_human_approval"] = true).With("estimated_cost_usd", 11)),
            "r1");

        await host.VoteAsync("r1~hop~a~1", approve: true, by: "fin");

        Assert.Equal(["bob"], Assert.Single(await host.OpenApprovalsAsync("r1")).Asked);
    }

    [Fact]
    public async Task RuleThatIsTakenAway_StillHoldsForARunThatWasPlannedWithIt()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });
        await host.RunAsync(TestMission.Create().Hop("first", hop => hop.Step("echo").Approval()).Hop("a", hop => hop.Step("pay").After("first")), "r1");

        host.ApprovalRules = new ApprovalRules();
        await host.CrashAsync();
        await host.VoteAsync("r1~hop~first~1", approve: true);

        Assert.Equal(["r1~step~a~step1~1"], (await host.OpenApprovalsAsync("r1")).Select(approval => approval.ApprovalId));
    }

    [Fact]
    public async Task GroupThatNobodyKnows_FailsTheRun_AndARetryAsksOnceItIsThere()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance });
        host.People = new People();
        await host.CrashAsync();

        var failed = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Step("pay")), "r1");
        Assert.Equal(RunStatus.Failed, failed.Status);
        Assert.Contains("nobody is in 'group:finance'", failed.Result!.Errors[0].Message, StringComparison.Ordinal);

        host.People = People();
        await host.CrashAsync();
        await host.RetryAsync("r1");
        await host.VoteAsync("r1~r1~step~a~step2~1", approve: true, by: "fin");

        var done = await host.GetAsync("r1");
        Assert.Equal(RunStatus.Completed, done.Status);
        Assert.Equal([1, 1], done.Result!.Hops[0].Steps.Select(step => step.Attempts));
    }

    [Fact]
    public async Task QuorumOfMoreThanCanVote_FailsTheRunWithTheCure()
    {
        await using var host = await HostAsync(new ConfiguredApproval { Tool = "pay", Policy = Finance with { Rule = ApprovalRule.Quorum, Quorum = 2 } });

        var failed = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("pay")), "r1", by: "fin");

        Assert.Contains("it needs 2, and only 1 can vote, without fin, who started the run", failed.Result!.Errors[0].Message, StringComparison.Ordinal);
    }

    private static People People() => new() { Groups = new Dictionary<string, IReadOnlyList<string>> { ["finance"] = ["fay", "fin"] } };

    private static async Task<MissionHost> HostAsync(params ConfiguredApproval[] rules)
    {
        var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"), ScriptedTool.Echo("pay"));
        host.People = People();
        host.ApprovalRules = new ApprovalRules { Rules = rules };
        await host.CrashAsync();
        return host;
    }
}
