using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Http.Channels;
using MissionControl.Missions;
using MissionControl.Notifications;

namespace MissionControl.Http.Webhooks;

public sealed class WebhookApprovalTests
{
    private static readonly byte[] Secret = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
    private static readonly byte[] NewSecret = Enumerable.Range(7, 32).Select(i => (byte)i).ToArray();

    [Fact]
    public async Task Run_ApprovedByASignedCallback_GoesOn()
    {
        await using var server = await ChannelServer.StartAsync(Sender());
        var approval = await server.AskAsync();

        var answer = await server.SendAsync(Message(server, Vote(approval, "approve", "ann")));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        var decision = (await server.ReadAsync(approval.ApprovalId)).Decision!;
        Assert.Equal((true, "ann", "webhook:ops"), (decision.Approved, decision.By, decision.Channel));
    }

    [Theory]
    [InlineData("an unknown secret", 401)]
    [InlineData("a byte of the body changed", 401)]
    [InlineData("the id changed", 401)]
    [InlineData("the time changed", 401)]
    [InlineData("no signature", 401)]
    [InlineData("another version", 401)]
    [InlineData("six minutes old", 401)]
    [InlineData("six minutes ahead", 401)]
    [InlineData("a person whom it may not speak for", 403)]
    public async Task Callback_ThatIsNotWhatItSays_IsRefusedAndAudited(string attack, int status)
    {
        await using var server = await ChannelServer.StartAsync(Sender());
        var approval = await server.AskAsync();
        var body = Vote(approval, "approve", attack.Contains("person", StringComparison.Ordinal) ? "rita" : "ann");
        var skew = attack switch { "six minutes old" => -6, "six minutes ahead" => 6, _ => 0 };
        var request = Message(server, body, secret: attack == "an unknown secret" ? NewSecret : Secret, minutes: skew);
        Spoil(request, attack, body);

        var answer = await server.SendAsync(request);

        Assert.Equal(status, (int)answer.Status);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
        Assert.Single(await server.RefusalsAsync(approval.ApprovalId));
    }

    [Fact]
    public async Task Callback_WhoseIdWasSeen_IsRefusedAlsoDaysOfPatienceLater()
    {
        await using var server = await ChannelServer.StartAsync(Sender());
        var first = await server.AskAsync();
        var second = await server.AskAsync();
        await server.SendAsync(Message(server, Vote(first, "approve", "ann"), id: "msg-1"));

        var same = await server.SendAsync(Message(server, Vote(first, "approve", "ann"), id: "msg-1"));
        var swapped = await server.SendAsync(Message(server, Vote(second, "approve", "ann"), id: "msg-1"));
        server.Clock.Advance(TimeSpan.FromHours(23));
        var later = await server.SendAsync(Message(server, Vote(second, "approve", "ann"), id: "msg-1"));

        Assert.All([same, swapped, later], answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        Assert.True((await server.ReadAsync(second.ApprovalId)).IsOpen);
        Assert.Contains("the webhook's id was seen before", await server.RefusalsAsync(second.ApprovalId));
    }

    [Fact]
    public async Task Callback_SignedWithTwoSecretsOfWhichOneIsKnown_IsTaken()
    {
        await using var server = await ChannelServer.StartAsync(Sender());
        var approval = await server.AskAsync();
        var body = Vote(approval, "reject", "bob");
        var request = Message(server, body);
        var both = $"v1a,AAAA {Sign(NewSecret, "msg", Now(server, 0), body)} {Sign(Secret, "msg", Now(server, 0), body)}";
        request.Headers.Remove("webhook-signature");
        request.Headers.TryAddWithoutValidation("webhook-signature", both);

        var answer = await server.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(ApprovalStatus.Rejected, (await server.ReadAsync(approval.ApprovalId)).Status);
    }

    [Fact]
    public async Task Notification_ToAWebhook_IsSignedWithEverySecretAndKeepsItsIdWhenRepeated()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => (receiver.Requests.Count == 1 ? 500 : 200, "");
        await using var server = await ChannelServer.StartAsync(Listener(receiver, "\"allow_private_addresses\": true"));
        await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await server.Dispatcher().RunOnceAsync(default);

        Assert.Equal(2, receiver.Requests.Count);
        var (first, second) = (receiver.Requests.First(), receiver.Requests.Last());
        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        foreach (var (call, isRepeat) in new[] { (first, false), (second, true) })
        {
            var signed = call.Headers["webhook-signature"].Split(' ');
            Assert.Equal([Sign(Secret, call.Headers["webhook-id"], call.Headers["webhook-timestamp"], call.Body), Sign(NewSecret, call.Headers["webhook-id"], call.Headers["webhook-timestamp"], call.Body)], signed);
            var told = JsonNode.Parse(call.Body)!;
            Assert.Equal(("approval.requested", isRepeat), (told["type"]!.GetValue<string>(), told["is_repeat"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public async Task Notification_ToAPrivateAddressThatIsNotAllowed_ReachesNobody()
    {
        await using var receiver = await Receiver.StartAsync();
        var options = Listener(receiver, "").Replace("http://127.0.0.1", "https://127.0.0.1", StringComparison.Ordinal);
        await using var server = await ChannelServer.StartAsync(options);
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Empty(receiver.Requests);
        var delivery = Assert.Single(await server.Runtime.Stores.Deliveries.ListOfAsync(approval.Notices[0].NoticeId, default));
        Assert.Contains("no public address", delivery.LastError, StringComparison.Ordinal);
        Assert.False(delivery.MayHaveArrived);
    }

    [Fact]
    public async Task Notification_AnsweredWithARedirect_IsNotFollowed()
    {
        await using var other = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => (302, other.Url.AbsoluteUri);
        await using var server = await ChannelServer.StartAsync(Listener(receiver, "\"allow_private_addresses\": true"));
        await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Single(receiver.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Notification_ToASystemThatIsGone_IsGivenUpAtOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => (410, "");
        await using var server = await ChannelServer.StartAsync(Listener(receiver, "\"allow_private_addresses\": true"));
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Equal(DeliveryState.Failed, Assert.Single(await server.Runtime.Stores.Deliveries.ListOfAsync(approval.Notices[0].NoticeId, default)).State);
    }

    private static string Sender() => $$"""
        "channels": {"webhooks": [{"name": "ops", "secrets": ["{{Text(Secret)}}"], "votes_for": ["group:finance"]}]}
        """;

    private static string Listener(Receiver receiver, string more) => $$"""
        "channels": {"webhooks": [{"name": "ops", "url": "{{receiver.Url}}hook", "secrets": ["{{Text(Secret)}}", "{{Text(NewSecret)}}"]{{(more.Length == 0 ? "" : ", " + more)}}}]}
        """;

    private static string Text(byte[] secret) => "whsec_" + Convert.ToBase64String(secret);

    private static byte[] Vote(ApprovalRecord approval, string decision, string by) => Encoding.UTF8.GetBytes(
        $$"""{"type":"approval.decision","data":{"approval_id":"{{approval.ApprovalId}}","decision":"{{decision}}","by":"{{by}}","comment":"from ops"} }""");

    private static HttpRequestMessage Message(ChannelServer server, byte[] body, string id = "msg", byte[]? secret = null, int minutes = 0)
    {
        var time = Now(server, minutes);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/webhooks/approvals")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.TryAddWithoutValidation("webhook-signature", Sign(secret ?? Secret, id, time, body));
        return request;
    }

    private static void Spoil(HttpRequestMessage request, string attack, byte[] body)
    {
        switch (attack)
        {
            case "a byte of the body changed":
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("from ops", "from opt", StringComparison.Ordinal)));
                break;
            case "the id changed":
                Replace(request, "webhook-id", "other");
                break;
            case "the time changed":
                Replace(request, "webhook-timestamp", (long.Parse(request.Headers.GetValues("webhook-timestamp").Single(), null) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "no signature":
                request.Headers.Remove("webhook-signature");
                break;
            case "another version":
                Replace(request, "webhook-signature", request.Headers.GetValues("webhook-signature").Single().Replace("v1,", "v2,", StringComparison.Ordinal));
                break;
        }
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static string Now(ChannelServer server, int minutes) => server.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Written once more, by the book, so that the product is not measured by itself.</summary>
    private static string Sign(byte[] secret, string id, string time, byte[] body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{time}.").Concat(body).ToArray()));
}
