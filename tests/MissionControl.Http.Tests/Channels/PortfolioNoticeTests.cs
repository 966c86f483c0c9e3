using System.Text.Json.Nodes;
using MissionControl.Notifications;
using MissionControl.Portfolio;
using MissionControl.Risk;

namespace MissionControl.Http.Channels;

/// <summary>What is told of risks and triggers, through every channel and to its very end.</summary>
public sealed class PortfolioNoticeTests
{
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(new byte[32]);

    public static TheoryData<string, string, string> Kinds => new()
    {
        { NotificationKinds.TriggerFired, "Executive trigger: 3 missions are at risk (fires at 2).", "missions_at_risk" },
        { NotificationKinds.TriggerCleared, "Executive trigger cleared: missions_at_risk", "missions_at_risk" },
        { NotificationKinds.RiskOpened, "Risk approval_delay is high: Pay has waited 12 minutes for a decision.", "motor-claims" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mail_OfEachKind_GoesToTheConfiguredRecipientsWithTitleAndFactsAndNoLink(string kind, string title, string fact)
    {
        using var smtp = new SmtpServer();
        await using var server = await ChannelServer.StartAsync(Mail(smtp));
        await HappenAsync(server, kind);

        await server.Dispatcher().RunOnceAsync(default);
        await server.Dispatcher().RunOnceAsync(default);

        var letters = smtp.Letters.Where(letter => letter.Body.Contains(title, StringComparison.Ordinal)).ToList();
        Assert.Equal(["<ann@example.org>", "<bob@example.org>"], letters.Select(letter => letter.To[0].Split(':')[1].Trim()).Order(StringComparer.Ordinal));
        Assert.All(letters, letter => Assert.Contains($"Subject: {title[..20]}", letter.Headers, StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.Contains(fact, letter.Body, StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.DoesNotContain("http://", letter.Body, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Card_OfEachKind_HasTitleAndFactsAndNoButton(string kind, string title, string fact)
    {
        await using var workflow = await Receiver.StartAsync();
        foreach (var (audience, expected) in new[] { ("person", "aad-ann aad-bob"), ("channel", "") })
        {
            workflow.Requests.Clear();
            await using var server = await ChannelServer.StartAsync(Cards(workflow, audience));
            await HappenAsync(server, kind);

            await server.Dispatcher().RunOnceAsync(default);
            await server.Dispatcher().RunOnceAsync(default);

            var cards = workflow.Requests.Select(request => JsonNode.Parse(request.Body)!).Where(card => Plain(card).Contains(title, StringComparison.Ordinal)).ToList();
            Assert.Equal(expected, string.Join(' ', cards.Select(card => (string?)card["recipient"]).Order(StringComparer.Ordinal)));
            Assert.All(cards, card => Assert.Contains(fact, Plain(card), StringComparison.Ordinal));
            Assert.All(cards, card => Assert.Null(card["attachments"]![0]!["content"]!["actions"]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Call_OfEachKind_SaysWhatItIsOnce(string kind, string title, string fact)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await ChannelServer.StartAsync(Hook(receiver));
        await HappenAsync(server, kind);

        await server.Dispatcher().RunOnceAsync(default);
        await server.Runtime.CrashAsync();
        await server.Dispatcher().RunOnceAsync(default);

        var call = Assert.Single(receiver.Requests.Select(request => JsonNode.Parse(request.Body)!), call => (string)call["type"]! == kind);
        Assert.Equal((title, false, "2026-01-05T09:00:00+00:00"), ((string)call["data"]!["title"]!, (bool)call["is_repeat"]!, (string)call["timestamp"]!));
        Assert.Contains(call["data"]!["facts"]!.AsArray(), one => (string)one!["value"]! == fact);
        Assert.False((bool)call["data"]!["asks_for_decision"]!);
    }

    [Fact]
    public async Task Notice_OfATrigger_OutlivesThePurgeOfEveryRun()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => (receiver.Requests.Count == 1 ? 500 : 200, "");
        await using var server = await ChannelServer.StartAsync(Hook(receiver));
        var approval = await server.AskAsync();
        await server.Runtime.Missions.TerminateAsync(approval.RunId, "rita", null, default);
        await server.Runtime.WhenIdleAsync();
        var dispatcher = server.Dispatcher();
        await HappenAsync(server, NotificationKinds.TriggerFired);
        await server.Runtime.Missions.PurgeAsync(approval.RunId, default);
        await dispatcher.RunOnceAsync(default);

        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await dispatcher.RunOnceAsync(default);

        Assert.Equal([NotificationKinds.TriggerFired, NotificationKinds.TriggerFired], receiver.Requests.Select(request => (string)JsonNode.Parse(request.Body)!["type"]!));
    }

    /// <summary>Brings about what is told; what led to it is told as well.</summary>
    private static async Task HappenAsync(ChannelServer server, string kind)
    {
        var now = server.Clock.GetUtcNow();
        if (kind == NotificationKinds.RiskOpened)
        {
            var risk = new RiskEvent("risk-1", "run-1", "motor-claims", "MC3", RiskType.ApprovalDelay, Severity.High, "Pay has waited 12 minutes for a decision.", now, RiskEvent.Open);
            await server.Runtime.Stores.Risks.ChangeAsync("motor-claims", "run-1", _ => [risk], default);
            return;
        }

        await EvaluateAsync(server, missionsAtRisk: 3);
        if (kind == NotificationKinds.TriggerCleared)
        {
            await EvaluateAsync(server, missionsAtRisk: 0);
        }
    }

    private static Task<TriggerChange> EvaluateAsync(ChannelServer server, int missionsAtRisk)
    {
        var rollup = new PortfolioSnapshot(new DateOnly(2026, 1, 5)) { MissionsAtRisk = missionsAtRisk };
        var conditions = ExecutiveTriggers.Conditions(rollup, 0, null, PortfolioSettings.Default);
        return server.Runtime.Stores.Portfolio.ChangeTriggersAsync(active => ExecutiveTriggers.Evaluate(active, conditions, server.Clock.GetUtcNow()), default);
    }

    /// <summary>The card without the marks that keep its text from being read as Markdown.</summary>
    private static string Plain(JsonNode card) => card["attachments"]![0]!["content"]!.ToJsonString(Wire.Options).Replace("\\\\", "", StringComparison.Ordinal);

    private static string Mail(SmtpServer smtp) => $$"""
        "channels": {"email": {"host": "127.0.0.1", "port": {{smtp.Port}}, "tls": "none", "from": "Missions <missions@example.org>", "recipients": ["group:finance"]} }
        """;

    private static string Cards(Receiver workflow, string audience) => $$"""
        "channels": {"teams": {"workflow_url": "{{workflow.Url}}flow", "hosts": ["127.0.0.1"], "audience": "{{audience}}", "recipients": ["ann", "bob"], "allow_private_addresses": true} }
        """;

    private static string Hook(Receiver receiver) => $$"""
        "channels": {"webhooks": [{"name": "ops", "url": "{{receiver.Url}}hook", "secrets": ["{{Secret}}"], "allow_private_addresses": true}]}
        """;
}
