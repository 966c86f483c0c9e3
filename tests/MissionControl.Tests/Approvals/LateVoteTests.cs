using MissionControl.Approvals;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Tests.Approvals;

public sealed class LateVoteTests
{
    [Fact]
    public async Task Vote_AfterTheDeadlineThatNobodyWatched_FindsTheApprovalExpired()
    {
        await using var runtime = await TestRuntime.StartAsync(new OrchestrationRegistry());
        await AddAsync(runtime, TimeoutConsequence.Reject);

        var late = await VoteAsync(runtime);

        Assert.Equal(VoteAnswer.Closed, late.Answer);
        Assert.Equal(ApprovalStatus.Expired, late.Record!.Status);
    }

    [Fact]
    public async Task Vote_AfterADeadlineThatApproves_IsContradictedByTheTimeout()
    {
        await using var runtime = await TestRuntime.StartAsync(new OrchestrationRegistry());
        await AddAsync(runtime, TimeoutConsequence.Approve);

        var late = await VoteAsync(runtime);

        Assert.Equal(VoteAnswer.Contradicted, late.Answer);
        Assert.Equal("timeout", late.Record!.Decision!.By);
    }

    private static Task<ApprovalRecord> AddAsync(TestRuntime runtime, TimeoutConsequence onTimeout)
    {
        var now = runtime.Clock.GetUtcNow();
        var subject = new ApprovalSubject(ApprovalSubjectKind.Hop, 1, "a");
        var record = new ApprovalRecord("run~hop~a~1", "run", "test", "run~a", subject, ApprovalStatus.Pending, now.AddHours(-2), now.AddHours(-1)) { OnTimeout = onTimeout };
        return runtime.Stores.Approvals.AddAsync(record, [], CancellationToken.None);
    }

    private static Task<VoteResult> VoteAsync(TestRuntime runtime) =>
        new ApprovalVote("run~hop~a~1", Approve: true, "ann", "test", null).CastAsync(runtime.Stores.Approvals, runtime.Clock, CancellationToken.None);
}
