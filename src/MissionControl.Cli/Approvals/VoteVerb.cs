using System.CommandLine;
using MissionControl.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Approvals;

/// <summary><c>mission approve</c> and <c>mission reject</c>: one person's vote, and what the run makes of it.</summary>
internal sealed class VoteVerb : Verb
{
    private readonly bool _approve;
    private readonly Argument<string> _approval = new("approval") { Description = "The id of an approval; 'mission approvals' lists them.", HelpName = "APPROVAL" };
    private readonly Option<string?> _comment = new("--comment") { Description = $"Why, in at most {ApprovalVote.MaxComment} characters.", HelpName = "TEXT" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Approve with this input changed, where the mission allows it: JSON where that fits, text otherwise. Can be repeated.",
        HelpName = "PARAMETER=VALUE",
    };

    private readonly DrivingOptions _driving;

    public VoteVerb(CommonOptions common, bool approve)
        : base(common, approve ? "approve" : "reject", approve ? "Approves what a run asks for, and goes on with the run." : "Rejects what a run asks for, and goes on with the run.")
    {
        _approve = approve;
        _driving = new DrivingOptions(common.Terminal);
        Command.Arguments.Add(_approval);
        Command.Options.Add(_comment);
        if (approve)
        {
            Command.Options.Add(_set);
        }

        _driving.AddTo(Command);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var driving = _driving.Read(parse);
        var hub = Common.Hub(parse);
        var comment = parse.GetValue(_comment);
        if (comment?.Length > ApprovalVote.MaxComment)
        {
            throw new UsageException($"--comment: it has {comment.Length} characters; at most {ApprovalVote.MaxComment} are kept. Shorten it.");
        }

        ApprovalRecord approval;
        using (var reader = HubReading.Open(hub))
        {
            approval = await reader.GetApprovalAsync(parse.GetRequiredValue(_approval), Terminal.Stop.Token);
        }

        var changes = _approve ? ChangedInputs.Read(approval, parse.GetValue(_set) ?? []) : null;
        var vote = new ApprovalVote(approval.ApprovalId, _approve, driving.By, Person.Channel, comment, changes);
        var runId = approval.RunId;
        var code = await new RunSession(Terminal, Common.Composition(parse), hub, Common.Json(parse))
            .RunAsync(runId, driving, access => CastAsync(access, vote));

        // A run that ends as rejected ends as it was told to.
        return !_approve && code == ExitCodes.Failed && await StatusAsync(hub, runId) == RunStatus.Rejected ? ExitCodes.Done : code;
    }

    private async Task<Recorded> CastAsync(HubAccess access, ApprovalVote vote)
    {
        var result = await access.VoteAsync(vote, CancellationToken.None);
        Terminal.Error.WriteLine(VoteText.Of(vote, result));
        return result.Answer switch
        {
            VoteAnswer.Decided or VoteAnswer.Counted => new Recorded.GoOn((await access.Missions.Runs.GetAsync(result.Record!.RunId, CancellationToken.None))!),
            VoteAnswer.Repeated => new Recorded.Over(ExitCodes.Done),
            VoteAnswer.Contradicted or VoteAnswer.Closed => new Recorded.Over(ExitCodes.Failed),
            _ => new Recorded.Over(ExitCodes.Wrong),
        };
    }

    private static async Task<RunStatus> StatusAsync(HubFile hub, string runId)
    {
        using var reader = HubReading.Open(hub);
        return (await reader.GetRunAsync(runId, CancellationToken.None)).Status;
    }
}
