using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Http.Channels;
using MissionControl.Http.Links;
using MissionControl.Missions;

namespace MissionControl.Http.Webhooks;

public sealed class TeamsApprovalTests
{
    private static readonly byte[] Key = Enumerable.Range(3, 32).Select(i => (byte)i).ToArray();

    [Fact]
    public async Task Run_ApprovedByTheButtonOfACard_GoesOn()
    {
        await using var workflow = await Receiver.StartAsync();
        await using var server = await ChannelServer.StartAsync(Cards(workflow, "person"));
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Equal(["aad-ann", "aad-bob"], workflow.Requests.Select(card => JsonNode.Parse(card.Body)!["recipient"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        var message = JsonNode.Parse(workflow.Requests.Single(card => card.Text.Contains("aad-bob", StringComparison.Ordinal)).Body)!;
        var button = message["attachments"]![0]!["content"]!["actions"]![0]!;
        Assert.Equal("Action.OpenUrl", button["type"]!.GetValue<string>());
        var browser = PageClient.FromText(server, button["url"]!.GetValue<string>());
        await browser.OpenAsync();
        await browser.DecideAsync("approve");
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        Assert.Equal(("bob", "teams"), ((await server.ReadAsync(approval.ApprovalId)).Decision!.By, (await server.ReadAsync(approval.ApprovalId)).Decision!.Channel));
    }

    [Fact]
    public async Task Card_ForAChannel_CarriesNobodysLink()
    {
        await using var workflow = await Receiver.StartAsync();
        await using var server = await ChannelServer.StartAsync(Cards(workflow, "channel"));
        await server.AskAsync("Deploy [now](https://evil.example)");

        await server.Dispatcher().RunOnceAsync(default);

        var card = Assert.Single(workflow.Requests).Text;
        Assert.DoesNotContain("/approvals/v1", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Deploy [now](", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_ToAHostThatIsNotListed_ReachesNobody()
    {
        await using var workflow = await Receiver.StartAsync();
        await using var server = await ChannelServer.StartAsync(Cards(workflow, "person").Replace("\"hosts\": [\"127.0.0.1\"]", "\"hosts\": [\"*.logic.azure.com\"]", StringComparison.Ordinal));
        await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Empty(workflow.Requests);
    }

    [Fact]
    public async Task Run_ApprovedByACommand_GoesOn()
    {
        await using var server = await ChannelServer.StartAsync(Commands());
        var approval = await server.AskAsync();

        var list = await server.SendAsync(Message(server, "list", id: "m-1"));
        var answer = await server.SendAsync(Message(server, $"approve {approval.ApprovalId} go &amp; win", id: "m-2"));

        Assert.Contains(approval.ApprovalId, JsonNode.Parse(list.Body)!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("message", JsonNode.Parse(answer.Body)!["type"]!.GetValue<string>());
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        var decision = (await server.ReadAsync(approval.ApprovalId)).Decision!;
        Assert.Equal(("ann", "teams", "go & win"), (decision.By, decision.Channel, decision.Comment));
    }

    [Fact]
    public async Task Rejection_WithoutAComment_IsAskedForOne()
    {
        await using var server = await ChannelServer.StartAsync(Commands());
        var approval = await server.AskAsync();

        var answer = await server.SendAsync(Message(server, $"reject {approval.ApprovalId}"));

        Assert.Contains("needs a comment", answer.Body, StringComparison.Ordinal);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
    }

    [Theory]
    [InlineData("a byte of the body changed", 401)]
    [InlineData("another key", 401)]
    [InlineData("no signature", 401)]
    [InlineData("an hour old", 401)]
    [InlineData("seen before", 409)]
    [InlineData("somebody unknown", 200)]
    [InlineData("who started the run", 200)]
    public async Task Command_ThatIsNotWhatItSays_IsRefusedAndAudited(string attack, int status)
    {
        await using var server = await ChannelServer.StartAsync(Commands());
        var approval = await server.AskAsync(requestedBy: attack == "who started the run" ? "ann" : "rita");
        if (attack == "seen before")
        {
            await server.SendAsync(Message(server, "list"));
        }

        var request = Message(
            server, $"approve {approval.ApprovalId}", sender: attack == "somebody unknown" ? "aad-eve" : "aad-ann", minutes: attack == "an hour old" ? -60 : 0,
            key: attack == "another key" ? new byte[32] : Key);
        if (attack == "a byte of the body changed")
        {
            // The message stays whole, so that the approval is known by name.
            var body = await request.Content!.ReadAsByteArrayAsync();
            body[^1] = (byte)'\n';
            request.Content = new ByteArrayContent(body);
        }
        else if (attack == "no signature")
        {
            request.Headers.Remove("Authorization");
        }

        var answer = await server.SendAsync(request);

        Assert.Equal(status, (int)answer.Status);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
        Assert.Single(await server.RefusalsAsync(approval.ApprovalId));
    }

    [Theory]
    [InlineData("<at>Missions</at> approve a-1", "approve", "a-1", null)]
    [InlineData("<p><at id=\"0\">Mission Control</at>&nbsp;REJECT a-1 too risky &lt;now&gt;</p>", "reject", "a-1", "too risky <now>")]
    [InlineData("list", "list", null, null)]
    [InlineData("", "", null, null)]
    public void Command_AsTeamsWritesIt_IsRead(string text, string verb, string? id, string? comment) =>
        Assert.Equal(new TeamsCommand(verb, id, comment), TeamsCommand.Read(text));

    private static string Cards(Receiver workflow, string audience) => $$"""
        "channels": {"teams": {"workflow_url": "{{workflow.Url}}flow", "hosts": ["127.0.0.1"], "audience": "{{audience}}", "allow_private_addresses": true} }
        """;

    private static string Commands() => $$"""
        "channels": {"teams": {"security_token": "{{Convert.ToBase64String(Key)}}"} }
        """;

    private static HttpRequestMessage Message(ChannelServer server, string text, string id = "m", string sender = "aad-ann", int minutes = 0, byte[]? key = null)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["type"] = "message",
            ["id"] = id,
            ["timestamp"] = server.Clock.GetUtcNow().AddMinutes(minutes).ToString("O"),
            ["text"] = $"<at>Missions</at> {text}",
            ["from"] = new JsonObject { ["id"] = "29:x", ["name"] = "Ann", ["aadObjectId"] = sender },
        }.ToJsonString() + " ");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/webhooks/teams")) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"HMAC {Convert.ToBase64String(HMACSHA256.HashData(key ?? Key, body))}");
        return request;
    }
}
