using MissionControl.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Cli.Remote;

/// <summary>A hub that another process serves: changes go through it, reads through the file.</summary>
internal sealed class ServedHub(HubServer server, HubReader reader) : HubAccess
{
    public override MissionClient Missions { get; } = new HttpMissionClient(server, reader.Runs);

    public override AssetStore Assets => reader.Assets;

    public override ApprovalStore Approvals => reader.Approvals;

    public override HubRecords Records { get; } = new ServedRecords(server, speaksForOthers: true);

    public override Uri? Server => server.Address;

    public override Task<VoteResult> VoteAsync(ApprovalVote vote, CancellationToken cancellationToken) =>
        SendAsync(vote.ApprovalId, "decision", new { Decision = vote.Approve ? "approve" : "reject", vote.Comment, vote.Changes, vote.By }, cancellationToken);

    public override Task<VoteResult> DelegateAsync(ApprovalDelegation delegation, CancellationToken cancellationToken) =>
        SendAsync(delegation.ApprovalId, "delegate", new { delegation.To, delegation.Comment, By = delegation.From }, cancellationToken);

    // The server records the view in the name of its own user.
    public override async Task ViewAsync(string approvalId, string by, CancellationToken cancellationToken)
    {
        try
        {
            await server.CallAsync(HttpMethod.Get, $"/api/approvals/{Uri.EscapeDataString(approvalId)}", null, cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }

    public override async Task<RunDriver> FollowAsync(Terminal terminal, string runId) => await ServedRunDriver.BeginAsync(terminal, this, server, runId);

    public override Task WhenIdleAsync() => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        server.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<VoteResult> SendAsync(string approvalId, string verb, object body, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await server.CallAsync(HttpMethod.Post, $"/api/approvals/{Uri.EscapeDataString(approvalId)}/{verb}", body, cancellationToken);
            var word = (string?)answer?["answer"];
            return new VoteResult(Enum.GetValues<VoteAnswer>().FirstOrDefault(one => Wire.Word(one) == word), await reader.Approvals.GetAsync(approvalId, cancellationToken));
        }
        catch (RefusedException refused) when (AnswerOf(refused.Code) is { } answer)
        {
            return new VoteResult(answer, await reader.Approvals.GetAsync(approvalId, cancellationToken)) { Detail = refused.Faults[0] };
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }

    private static VoteAnswer? AnswerOf(string code) => code switch
    {
        "already_voted" => VoteAnswer.Contradicted,
        "approval_closed" => VoteAnswer.Closed,
        "approval_not_found" => VoteAnswer.Unknown,
        "not_an_approver" => VoteAnswer.NotAnApprover,
        "self_approval" => VoteAnswer.SelfApproval,
        "comment_required" => VoteAnswer.CommentRequired,
        "not_editable" => VoteAnswer.NotEditable,
        "delegation_loop" => VoteAnswer.DelegationLoop,
        _ => null,
    };
}
