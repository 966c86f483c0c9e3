using MissionControl.Approvals;
using MissionControl.Missions;

namespace MissionControl.Tools.Missions;

/// <summary>The sample mission with a quorum, levels of escalation and an input that an approver may change.</summary>
public sealed class RefundBatchTests
{
    private const string Approval = "r1~step~choose~select~1";

    private static readonly string File = Path.Combine(Repository.Root, "data", "missions", "refund-batch.json");

    [Fact]
    public async Task Refunds_ApprovedByTwoWithALowerLimit_AreBookedUpToIt()
    {
        await using var host = await MissionRun.StartAsync();
        var waiting = await host.RunAsync(File, "r1");
        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);

        Assert.Equal(VoteAnswer.Counted, await host.VoteAsync(Approval, "ann", limit: 2));
        Assert.Equal(VoteAnswer.NotEditable, await host.VoteAsync(Approval, "bob", limit: 3));
        Assert.Equal(VoteAnswer.Decided, await host.VoteAsync(Approval, "bob", limit: 2));

        var run = await host.GetAsync("r1");
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(2, (await host.OutputAsync(run, "booking"))["written"]!.GetValue<int>());
    }

    [Fact]
    public async Task Refunds_NobodyDecides_GoToFinanceAndTheBoardAndAreThenRejected()
    {
        await using var host = await MissionRun.StartAsync();
        await host.RunAsync(File, "r1");

        await host.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Contains("fay.finance", (await host.ApprovalAsync(Approval)).Asked);
        await host.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Contains("bea.board", (await host.ApprovalAsync(Approval)).Asked);
        await host.AdvanceAsync(TimeSpan.FromHours(12));

        Assert.Equal(RunStatus.Rejected, (await host.GetAsync("r1")).Status);
    }
}
