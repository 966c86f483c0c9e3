using System.CommandLine;
using MissionControl.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;

namespace MissionControl.Cli.Approvals;

/// <summary><c>mission delegate</c>: gives a vote to somebody else.</summary>
internal sealed class DelegateVerb : Verb
{
    private readonly Argument<string> _approval = new("approval") { Description = "The id of an approval; 'mission approvals' lists them.", HelpName = "APPROVAL" };
    private readonly Option<string> _to = new("--to") { Description = "Who votes instead.", HelpName = "NAME", Required = true };
    private readonly Option<string?> _by = new("--by") { Description = "Whose vote it is. Default: the user of this terminal.", HelpName = "NAME" };
    private readonly Option<string?> _comment = new("--comment") { Description = $"Why, in at most {ApprovalVote.MaxComment} characters.", HelpName = "TEXT" };

    public DelegateVerb(CommonOptions common)
        : base(common, "delegate", "Gives your vote on an approval to somebody else; you then vote no more.")
    {
        Command.Arguments.Add(_approval);
        Command.Options.Add(_to);
        Command.Options.Add(_by);
        Command.Options.Add(_comment);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var hub = Common.Hub(parse);
        var comment = parse.GetValue(_comment);
        if (comment?.Length > ApprovalVote.MaxComment)
        {
            throw new UsageException($"--comment: it has {comment.Length} characters; at most {ApprovalVote.MaxComment} are kept. Shorten it.");
        }

        var given = new ApprovalDelegation(
            parse.GetRequiredValue(_approval), Person.Of(Terminal, parse.GetValue(_by)), Person.Of(Terminal, parse.GetRequiredValue(_to)), Person.Channel, comment);
        using (var reader = HubReading.Open(hub))
        {
            await reader.GetApprovalAsync(given.ApprovalId, Terminal.Stop.Token);
        }

        await using var access = await Common.Composition(parse).AccessAsync(hub, drivenRun: null, onlyRecord: true);
        var result = await access.DelegateAsync(given, CancellationToken.None);
        Terminal.Error.WriteLine(VoteText.Of(given, result));
        if (Common.Json(parse) && result.Record is { } record)
        {
            WriteJson(ApprovalAnswer.Of(record));
        }

        return result.Answer switch
        {
            VoteAnswer.Delegated or VoteAnswer.Repeated => ExitCodes.Done,
            VoteAnswer.Contradicted or VoteAnswer.Closed => ExitCodes.Failed,
            _ => ExitCodes.Wrong,
        };
    }
}
