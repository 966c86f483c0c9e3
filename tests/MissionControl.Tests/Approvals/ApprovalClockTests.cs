using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime.History;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Approvals;

/// <summary>Deadlines, reminders, escalations and delegations through the real orchestrator, in virtual time.</summary>
public sealed class ApprovalClockTests
{
    private const string Id = "r1~hop~a~1";

    private const string ThreeLevels = """
        {"approvers": ["ann"], "due": "2d", "remind_after": "1d", "on_timeout": "escalate",
         "escalate_to": [{"approvers": ["bob"], "due": "1d"}, {"approvers": ["carol"]}, {"approvers": ["dan"], "due": "4h"}]}
        """;

    [Fact]
    public async Task Reminder_IsGivenOncePerLevelToWhoHasNotVoted()
    {
        await using var host = await AskAsync("""{"approvers": ["ann", "bob"], "rule": "all", "due": "2d", "remind_after": "1d"}""");
        await host.VoteAsync(Id, approve: true, by: "ann");

        await host.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.DoesNotContain((await host.ApprovalAsync(Id)).Notices, notice => notice.Kind == ApprovalNoticeKind.Reminder);
        await host.AdvanceAsync(TimeSpan.FromHours(20));

        var reminder = Assert.Single((await host.ApprovalAsync(Id)).Notices, notice => notice.Kind == ApprovalNoticeKind.Reminder);
        Assert.Equal(["bob"], reminder.Recipients);
        Assert.Single(await host.AuditAsync(Id), ApprovalAuditKind.Reminded);
    }

    [Fact]
    public async Task Escalation_OverThreeLevels_AddsApproversAndRestartsTheClockUntilItExpires()
    {
        await using var host = await AskAsync(ThreeLevels);
        var begun = host.Clock.GetUtcNow();

        (TimeSpan Pass, int Level, string[] Asked, double Due)[] levels =
            [(TimeSpan.FromDays(2), 1, ["ann", "bob"], 3), (TimeSpan.FromDays(1), 2, ["ann", "bob", "carol"], 4), (TimeSpan.FromDays(1), 3, ["ann", "bob", "carol", "dan"], 4 + (4 / 24.0))];
        foreach (var (pass, level, asked, due) in levels)
        {
            await host.AdvanceAsync(pass);
            var record = await host.ApprovalAsync(Id);
            Assert.Equal((ApprovalStatus.Escalated, level, begun.AddDays(due)), (record.Status, record.Level, record.Due!.Value));
            Assert.Equal(asked, record.Asked);
        }

        Assert.Equal(RunStatus.AwaitingApproval, (await host.GetAsync("r1")).Status);
        await host.AdvanceAsync(TimeSpan.FromHours(4));

        var run = await host.GetAsync("r1");
        Assert.Equal((RunStatus.Rejected, HopErrors.ApprovalExpired), (run.Status, run.Result!.Errors[0].ErrorType));
        Assert.Equal(3, (await host.AuditAsync(Id)).Count(kind => kind == ApprovalAuditKind.Escalated));
        Assert.Equal(ApprovalAuditKind.Expired, (await host.AuditAsync(Id))[^1]);
    }

    [Fact]
    public async Task Escalated_IsStillOpenToEverybodyAsked_AndADecisionLeavesNoTimer()
    {
        await using var host = await AskAsync(ThreeLevels);
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal(VoteAnswer.NotAnApprover, (await host.VoteAsync(Id, approve: true, by: "dan")).Answer);
        Assert.Equal(VoteAnswer.Decided, (await host.VoteAsync(Id, approve: true, by: "ann")).Answer);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
        await AssertNoTimerIsLeftAsync(host);
    }

    [Fact]
    public async Task Escalation_TellsTheNewOnesAndNobodyTwice()
    {
        await using var host = await AskAsync(ThreeLevels);
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        var notices = (await host.ApprovalAsync(Id)).Notices;

        Assert.Equal(["requested ann", "reminder ann", "escalated bob"], notices.Select(notice => $"{Wire.Word(notice.Kind)} {string.Join(' ', notice.Recipients)}"));
        Assert.Equal(notices.Count, notices.Select(notice => notice.NoticeId).Distinct().Count());
    }

    [Fact]
    public async Task Quorum_OfTwoAmongThreeWithOneRejection_IsApprovedByTheThird()
    {
        await using var host = await AskAsync("""{"approvers": ["ann", "bob", "carol"], "quorum": 2, "due": "2d"}""");

        Assert.Equal(VoteAnswer.Counted, (await host.VoteAsync(Id, approve: false, by: "ann")).Answer);
        Assert.Equal(VoteAnswer.Counted, (await host.VoteAsync(Id, approve: true, by: "bob")).Answer);
        Assert.Equal(RunStatus.AwaitingApproval, (await host.GetAsync("r1")).Status);
        Assert.Equal(VoteAnswer.Decided, (await host.VoteAsync(Id, approve: true, by: "carol")).Answer);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
        await AssertNoTimerIsLeftAsync(host);
    }

    [Fact]
    public async Task Delegation_BeforeTheDeadline_LetsTheDelegateDecide()
    {
        await using var host = await AskAsync("""{"approvers": ["ann"], "due": "2d"}""");
        await host.AdvanceAsync(TimeSpan.FromDays(1));

        await host.DelegateAsync(Id, "ann", "bob");
        await host.VoteAsync(Id, approve: true, by: "bob");

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
    }

    [Theory]
    [InlineData("reject", ApprovalStatus.Expired, RunStatus.Rejected, VoteAnswer.Closed)]
    [InlineData("approve", ApprovalStatus.Approved, RunStatus.Completed, VoteAnswer.Contradicted)]
    [InlineData("escalate", ApprovalStatus.Expired, RunStatus.Rejected, VoteAnswer.Closed)]
    public async Task Deadline_WithEachTimeoutRule_EndsSoAndLaterVotesAreRefused(string onTimeout, ApprovalStatus status, RunStatus run, VoteAnswer late)
    {
        await using var host = await AskAsync($$"""{"approvers": ["ann"], "due": "2d", "on_timeout": "{{onTimeout}}"}""");

        await host.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal((status, run), ((await host.ApprovalAsync(Id)).Status, (await host.GetAsync("r1")).Status));
        Assert.Equal(late, (await host.VoteAsync(Id, approve: true, by: "ann")).Answer);
    }

    [Fact]
    public async Task VotesAlone_WithoutAMajority_ExpireAtTheDeadline()
    {
        await using var host = await AskAsync("""{"approvers": ["ann", "bob"], "rule": "all", "due": "2d"}""");
        await host.VoteAsync(Id, approve: true, by: "ann");

        await host.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(ApprovalStatus.Expired, (await host.ApprovalAsync(Id)).Status);
        Assert.Equal(VoteAnswer.Closed, (await host.VoteAsync(Id, approve: true, by: "ann")).Answer);
    }

    private static async Task AssertNoTimerIsLeftAsync(MissionHost host)
    {
        foreach (var instance in await host.HistoryAsync("r1"))
        {
            var over = instance.Events.Select(happened => happened switch
            {
                TimerFired fired => fired.TaskId,
                TimerCancelled cancelled => cancelled.TaskId,
                _ => 0,
            });
            Assert.Empty(instance.Events.OfType<TimerCreated>().Select(timer => timer.TaskId).Except(over));
        }
    }

    private static async Task<MissionHost> AskAsync(string approvals)
    {
        var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create().With("approvals", JsonNode.Parse(approvals)).Hop("a", hop => hop.Step("echo").Approval()), "r1");
        return host;
    }
}
