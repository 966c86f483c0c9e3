using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Http.Channels;
using MissionControl.Missions;

namespace MissionControl.Http.Links;

/// <summary>Each attack on the page leaves the approval pending, and a refusal in its audit list.</summary>
public sealed class LinkAttackTests
{
    private static readonly byte[] Key = Convert.FromBase64String(ChannelServer.LinkKey);

    [Fact]
    public async Task Link_ForgedWithAnotherKey_IsRefused() => await RefusedAsync(
        (server, approval) => Signer(server, new LinkKey("k1", new byte[32])).Sign(approval.RunId, approval.ApprovalId, "ann", "email", TimeSpan.FromDays(1)),
        HttpStatusCode.Forbidden, "the signature of the link does not fit");

    [Fact]
    public async Task Link_AlteredToAnotherPerson_IsRefused() => await RefusedAsync(
        (server, approval) => Alter(server.LinkFor(approval, "eve"), payload => payload["approver"] = "ann"),
        HttpStatusCode.Forbidden, "the signature of the link does not fit");

    [Fact]
    public async Task Link_AlteredToALaterEnd_IsRefused() => await RefusedAsync(
        (server, approval) => Alter(server.LinkFor(approval, "ann"), payload => payload["expires"] = "2099-01-01T00:00:00Z"),
        HttpStatusCode.Forbidden, "the signature of the link does not fit");

    [Fact]
    public async Task Link_WithAnUnknownKeyId_IsRefused() => await RefusedAsync(
        (server, approval) => server.LinkFor(approval, "ann").Replace("v1.k1.", "v1.k9.", StringComparison.Ordinal),
        HttpStatusCode.Forbidden, "the link names a key that is not live");

    [Fact]
    public async Task Link_WithTheIdOfTheOtherLiveKey_IsRefused() => await RefusedAsync(
        (server, approval) => server.LinkFor(approval, "ann").Replace("v1.k1.", "v1.k0.", StringComparison.Ordinal),
        HttpStatusCode.Forbidden, "the signature of the link does not fit");

    [Fact]
    public async Task Link_OfAnotherHub_IsRefused() => await RefusedAsync(
        (server, approval) => new LinkSigner("other-hub", [new LinkKey("k1", Key)], server.Runtime.Clock).Sign(approval.RunId, approval.ApprovalId, "ann", "email", TimeSpan.FromDays(1)),
        HttpStatusCode.Forbidden, "the link is of another hub");

    [Fact]
    public async Task Link_ThatHasExpired_IsRefused() => await RefusedAsync(
        (server, approval) =>
        {
            var link = server.LinkFor(approval, "ann", TimeSpan.FromHours(1));
            server.Runtime.Clock.Advance(TimeSpan.FromHours(1));
            return link;
        },
        HttpStatusCode.Gone, "the link has expired");

    [Fact]
    public async Task Link_WithAnAddedCharacter_IsRefusedWithoutNamingAnApproval()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();

        var page = await server.GetPageAsync(server.LinkFor(approval, "ann") + "A");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
    }

    [Fact]
    public async Task Link_OfTheKeyThatIsBeingReplaced_IsTaken()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var older = new LinkKey("k0", Convert.FromBase64String(ChannelServer.OtherLinkKey));

        var page = await server.GetPageAsync(Signer(server, older).Sign(approval.RunId, approval.ApprovalId, "ann", "email", TimeSpan.FromDays(1)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task Link_OfSomebodyWhoIsNotAsked_ShowsNothingAndDecidesNothing()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "eve"));

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync()).Status);

        await StillPendingAsync(server, approval, "the link's person has no vote here");
    }

    [Fact]
    public async Task Link_AfterItsPersonGaveTheVoteAway_IsRefusedAlsoForAFormThatWasOpen()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();
        await new ApprovalDelegation(approval.ApprovalId, "ann", "carl", "cli").ApplyAsync(server.Approvals, server.Runtime.Clock, default);

        var post = await browser.DecideAsync("approve");
        var page = await browser.OpenAsync();

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (post.Status, page.Status));
        Assert.Contains("You gave your vote to carl", page.Body, StringComparison.Ordinal);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
        Assert.NotEmpty(await server.RefusalsAsync(approval.ApprovalId));
    }

    [Fact]
    public async Task Link_OfWhoStartedTheRun_IsRefused()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync(requestedBy: "ann");
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));

        await browser.OpenAsync();
        var other = new PageClient(server, server.LinkFor(approval, "bob"));
        await other.OpenAsync();
        (browser.Cookie, browser.Mark) = (other.Cookie, server.Channels.Doors.Links!.Signer.FormMark(browser.Token, other.Cookie!.Split('=')[1]));
        var post = await browser.DecideAsync("approve");

        Assert.Equal(HttpStatusCode.Forbidden, post.Status);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
        Assert.Contains(await server.RefusalsAsync(approval.ApprovalId), refusal => refusal.Contains("started the run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OpenedAHundredTimesByAScanner_LeavesTheApprovalPending()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var link = server.LinkFor(approval, "ann");

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.GetPageAsync(link)).Status);
        }

        var head = await server.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(server.Url, $"/approvals/{link}")));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, head.Status);
        Assert.Equal(ApprovalStatus.Pending, (await server.ReadAsync(approval.ApprovalId)).Status);
        Assert.Equal(RunStatus.AwaitingApproval, await server.RunStatusAsync(approval.RunId));
    }

    [Theory]
    [InlineData("no cookie")]
    [InlineData("another browser's cookie")]
    [InlineData("no mark")]
    [InlineData("the mark of another link")]
    public async Task Form_ThatDoesNotComeFromThePage_DecidesNothing(string attack)
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();
        var other = new PageClient(server, server.LinkFor(approval, "bob"));
        await other.OpenAsync();
        (browser.Cookie, browser.Mark) = attack switch
        {
            "no cookie" => (null, browser.Mark),
            "another browser's cookie" => (other.Cookie, browser.Mark),
            "no mark" => (browser.Cookie, ""),
            _ => (browser.Cookie, other.Mark),
        };

        var post = await browser.DecideAsync("approve");

        Assert.Equal(HttpStatusCode.Forbidden, post.Status);
        await StillPendingAsync(server, approval, "the form does not come from the page of the link");
    }

    [Fact]
    public async Task Form_SentFromAnotherSite_DecidesNothing()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();
        server.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        var post = await browser.DecideAsync("approve");

        Assert.Equal(HttpStatusCode.Forbidden, post.Status);
        await StillPendingAsync(server, approval, "the form does not come from the page of the link");
    }

    [Fact]
    public async Task Form_SentTwice_DecidesOnceAndSaysSoBothTimes()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();

        var answers = await Task.WhenAll(browser.DecideAsync("approve"), browser.DecideAsync("approve"));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single((await server.ReadAsync(approval.ApprovalId)).Votes);
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
    }

    [Fact]
    public async Task Link_UsedAgainForTheOtherDecision_IsRefused()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();
        await browser.DecideAsync("reject", "not today");

        var again = await browser.DecideAsync("approve");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(ApprovalStatus.Rejected, (await server.ReadAsync(approval.ApprovalId)).Status);
        Assert.NotEmpty(await server.RefusalsAsync(approval.ApprovalId));
    }

    private static async Task RefusedAsync(Func<ChannelServer, ApprovalRecord, string> attack, HttpStatusCode status, string refusal)
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var browser = new PageClient(server, attack(server, approval));

        Assert.Equal(status, (await browser.OpenAsync()).Status);
        Assert.Equal(status, (await browser.DecideAsync("approve")).Status);

        await StillPendingAsync(server, approval, refusal);
    }

    private static async Task StillPendingAsync(ChannelServer server, ApprovalRecord approval, string refusal)
    {
        Assert.Equal(ApprovalStatus.Pending, (await server.ReadAsync(approval.ApprovalId)).Status);
        Assert.Equal(RunStatus.AwaitingApproval, await server.RunStatusAsync(approval.RunId));
        Assert.Contains(refusal, await server.RefusalsAsync(approval.ApprovalId));
    }

    private static LinkSigner Signer(ChannelServer server, LinkKey key) => new(server.Runtime.Runtime.HubId, [key], server.Runtime.Clock);

    private static string Alter(string token, Action<JsonObject> change)
    {
        var parts = token.Split('.');
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[2]))!.AsObject();
        change(payload);
        parts[2] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return string.Join('.', parts);
    }
}
