using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Risk;

namespace MissionControl.Cli.Risks;

/// <summary><c>mission risk</c>: one risk event, and what a person does about it.</summary>
internal sealed class RiskVerb
{
    public RiskVerb(CommonOptions common)
    {
        Command = new Command("risk", "Shows, acknowledges or closes one risk event.");
        Command.Subcommands.Add(new ShowRiskVerb(common).Command);
        Command.Subcommands.Add(new DecideRiskVerb(common, close: false).Command);
        Command.Subcommands.Add(new DecideRiskVerb(common, close: true).Command);
    }

    public Command Command { get; }

    public static Argument<string> Event() => new("event") { Description = "The id of a risk event; 'mission risks' lists them.", HelpName = "RISK" };
}

/// <summary><c>mission risk show</c>.</summary>
internal sealed class ShowRiskVerb : Verb
{
    private readonly Argument<string> _event = RiskVerb.Event();

    public ShowRiskVerb(CommonOptions common)
        : base(common, "show", "Shows one risk event.") => Command.Arguments.Add(_event);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReading.Open(Common.Hub(parse));
        var risk = await reader.GetRiskAsync(parse.GetRequiredValue(_event), Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(risk);
            return ExitCodes.Done;
        }

        Terminal.Out.WriteLine($"{risk.EventId}: {PlainText.Line(risk.RiskType)}, {PlainText.Line(risk.Severity)}, {PlainText.Line(risk.Status)}");
        Fact("what", risk.Description);
        Fact("mission", risk.MissionId);
        Fact("run", risk.RunId);
        Fact("task", risk.TaskId);
        Fact("detected", risk.DetectedAt is { } detected ? Elapsed.Time(detected) : null);
        Fact("acknowledged", risk.AcknowledgedAt is { } known ? $"{Elapsed.Time(known)} by {risk.AcknowledgedBy}" : null);
        Fact("closed", risk.IsOpen ? null : $"{(risk.ClosedAt is { } closed ? Elapsed.Time(closed) : "")} by {risk.ClosedBy ?? "somebody"}".Trim());
        Fact("reason", risk.Reason);
        return ExitCodes.Done;
    }

    private void Fact(string name, string? value)
    {
        if (value is not null)
        {
            Terminal.Out.WriteLine($"  {name}: {PlainText.Short(value, 600)}");
        }
    }
}

/// <summary><c>mission risk acknowledge</c> and <c>mission risk close</c>.</summary>
internal sealed class DecideRiskVerb : Verb
{
    private const int LongestReason = 4000;

    private readonly bool _close;
    private readonly Argument<string> _event = RiskVerb.Event();
    private readonly Option<string?> _by = new("--by") { Description = "Who does it. Default: the user of this terminal.", HelpName = "NAME" };
    private readonly Option<string?> _reason;

    public DecideRiskVerb(CommonOptions common, bool close)
        : base(common, close ? "close" : "acknowledge", close ? "Closes a risk event. Who closed it first did." : "Says that somebody knows of a risk event; it stays open.")
    {
        _close = close;
        _reason = new("--reason") { Description = $"Why, in at most {LongestReason} characters.", HelpName = "TEXT", Required = close };
        Command.Arguments.Add(_event);
        Command.Options.Add(_by);
        Command.Options.Add(_reason);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var hub = Common.Hub(parse);
        var decision = new RiskDecision(parse.GetRequiredValue(_event), _close, Person.Of(Terminal, parse.GetValue(_by)), Reason(parse));
        using (var reader = HubReading.Open(hub))
        {
            await reader.GetRiskAsync(decision.EventId, Terminal.Stop.Token);
        }

        await using var access = await Common.Composition(parse).AccessAsync(hub, drivenRun: null, onlyRecord: true);
        var result = await access.Records.DecideAsync(decision, CancellationToken.None);
        Terminal.Error.WriteLine(Sentence(decision, result));
        if (Common.Json(parse) && result.Event is { } risk)
        {
            WriteJson(risk);
        }

        return result.Answer switch
        {
            RiskAnswer.Changed or RiskAnswer.Repeated => ExitCodes.Done,
            RiskAnswer.Closed => ExitCodes.Failed,
            _ => ExitCodes.Wrong,
        };
    }

    private string? Reason(ParseResult parse)
    {
        var reason = parse.GetValue(_reason);
        return _close && string.IsNullOrWhiteSpace(reason) ? throw new UsageException("--reason: it is empty. Say why the risk is over; it stands with the event.")
            : reason?.Length > LongestReason ? throw new UsageException($"--reason: it has {reason.Length} characters; at most {LongestReason} are kept. Shorten it.")
            : reason;
    }

    private static string Sentence(RiskDecision decision, RiskDecisionResult result) => result switch
    {
        { Answer: RiskAnswer.Changed, Event: { } risk } => $"{risk.EventId}: {risk.Status} by {PlainText.Line(decision.By)}.",
        { Answer: RiskAnswer.Repeated, Event: { } risk } => $"{risk.EventId} was {risk.Status} before; nothing changed.",
        { Event: { } risk } => $"error: {risk.EventId} was closed by {PlainText.Line(risk.ClosedBy ?? "somebody")}{(risk.ClosedAt is { } at ? $" at {Elapsed.Time(at)}" : "")}{(risk.Reason is { } why ? $": {PlainText.Short(why, 200)}" : "")}. Nothing changed.",
        _ => $"error: there is no risk event '{PlainText.Short(decision.EventId, 100)}'.",
    };
}
