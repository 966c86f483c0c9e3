using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Approvals;

/// <summary><c>mission approval</c>: all that a person needs to decide, and what was done about it so far. Looking is recorded too.</summary>
internal sealed class ApprovalVerb : Verb
{
    private readonly Argument<string> _approval = new("approval") { Description = "The id of an approval; 'mission approvals' lists them.", HelpName = "APPROVAL" };
    private readonly Option<string?> _by = new("--by") { Description = "Who looks. Default: the user of this terminal.", HelpName = "NAME" };

    public ApprovalVerb(CommonOptions common)
        : base(common, "approval", "Shows one approval: what will happen, inputs, risk, votes and its audit list.")
    {
        Command.Arguments.Add(_approval);
        Command.Options.Add(_by);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var hub = Common.Hub(parse);
        var by = Person.Of(Terminal, parse.GetValue(_by));
        using var reader = HubReading.Open(hub);
        var id = (await reader.GetApprovalAsync(parse.GetRequiredValue(_approval), Terminal.Stop.Token)).ApprovalId;
        await RecordAsync(Common.Composition(parse), hub, id, by);
        var approval = await reader.GetApprovalAsync(id, Terminal.Stop.Token);
        var audit = await reader.ReadAuditAsync(id, Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(ApprovalAnswer.Of(approval) with { Audit = audit });
        }
        else
        {
            ApprovalText.Write(Terminal, approval, audit, hub.Option);
        }

        return ExitCodes.Done;
    }

    /// <summary>Who cannot write into the hub can still read it.</summary>
    private async Task RecordAsync(HubComposition composition, HubFile hub, string approvalId, string by)
    {
        try
        {
            await using var access = await composition.AccessAsync(hub, drivenRun: null, onlyRecord: true);
            await access.ViewAsync(approvalId, by, Terminal.Stop.Token);
        }
        catch (Exception error) when (error is HubInUseException or HubKeyException or HubUnavailableException)
        {
            Terminal.Error.WriteLine($"This look is not recorded: {PlainText.Line(error.Message)}");
        }
    }
}
