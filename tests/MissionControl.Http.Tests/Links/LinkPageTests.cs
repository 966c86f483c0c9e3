using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Http.Channels;
using MissionControl.Missions;

namespace MissionControl.Http.Links;

public sealed class LinkPageTests
{
    private const string Evil = "<img src=x onerror=alert(1)>\"'&{{7*7}}</textarea></script><script>alert(2)</script>";

    [Fact]
    public async Task Page_OfAnOpenApproval_LoadsNothingRunsNothingAndIsKeptNowhere()
    {
        await using var server = await ChannelServer.StartAsync("");
        var page = await server.GetPageAsync(server.LinkFor(await server.AskAsync(), "ann"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        var style = page.Body[(page.Body.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.Body.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http://", page.Body.Replace("http://127.0.0.1", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("HttpOnly", page.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SameSite=Lax", page.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_WithMarkupInEveryField_ShowsItAsText()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var evil = approval with
        {
            Summary = $"summary {Evil}",
            MissionId = $"mission {Evil}",
            RequestedBy = $"requester {Evil}",
            Version = approval.Version + 1,
            Comment = CommentNeed.Always,
            Evidence = new ApprovalEvidence($"what {Evil}", $"reject {Evil}", $"timeout {Evil}")
            {
                Inputs = [new EvidenceInput($"name {Evil}", $"value {Evil}"), new EvidenceInput("text", $"shown {Evil}", IsEditable: true), new EvidenceInput("choice", Evil)],
                Risk = [$"risk {Evil}"],
            },
            Votes = [new CountedVote($"voter {Evil}", true, approval.RequestedAt, "cli", $"comment {Evil}")],
            Editable = [new EditableInput("text", Assets.AssetType.Text), new EditableInput($"choice", Assets.AssetType.Text) { AllowedValues = [Evil, "b"] }],
        };
        await server.Approvals.TryReplaceAsync(evil, wake: false, [], default);
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));

        var page = await browser.OpenAsync();
        var refused = await browser.DecideAsync("approve", "", (LinkForm.InputPrefix + "text", $"written {Evil}"));

        foreach (var field in new[] { "summary", "mission", "requester", "what", "reject", "timeout", "name", "value", "shown", "risk", "voter", "comment" })
        {
            Assert.Contains($"{field} &lt;img", page.Body, StringComparison.Ordinal);
        }

        Assert.All([page, refused], one =>
        {
            Assert.DoesNotContain("<img", one.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", one.Body, StringComparison.Ordinal);
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("written &lt;img", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfADecidedApproval_SaysWhoAndWhenAndAsksNothing()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        await new ApprovalVote(approval.ApprovalId, true, "bob", "cli", "fine").CastAsync(server.Approvals, server.Clock, default);

        var page = await server.GetPageAsync(server.LinkFor(approval, "ann"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("It was approved by bob on 5 January 2026", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnApprovalThatExpired_SaysSo()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync(approval: new JsonObject { ["approvers"] = new JsonArray("ann"), ["due"] = "1h" });
        await server.Runtime.AdvanceAsync(TimeSpan.FromHours(2));

        var page = await server.GetPageAsync(server.LinkFor(approval, "ann"));

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("Not decided in time", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutTheCommentThatIsNeeded_ComesBackWithWhatWasWritten()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync(approval: new JsonObject { ["approvers"] = new JsonArray("ann"), ["comment"] = "on_reject" });
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();

        var first = await browser.DecideAsync("reject");
        var second = await browser.DecideAsync("reject", "too risky");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);
        Assert.Contains("<form", first.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(RunStatus.Rejected, await server.RunStatusAsync(approval.RunId));
    }

    [Fact]
    public async Task Form_WithAChangedInput_RunsTheStepWithIt()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync(
            approval: new JsonObject { ["approvers"] = new JsonArray("ann") },
            step: step => step["editable"] = new JsonArray("value"));
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        var page = await browser.OpenAsync();

        await browser.DecideAsync("approve", "", (LinkForm.InputPrefix + "value", "\"half of it\""));

        Assert.Contains("name=\"input.value\" value=\"all of it\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        Assert.Equal("half of it", Assert.Single(server.Deploy.Calls).Input["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Form_WithInputsLeftAsTheyAre_ChangesNone()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync(
            approval: new JsonObject { ["approvers"] = new JsonArray("ann") },
            step: step => step["editable"] = new JsonArray("value"));
        var browser = new PageClient(server, server.LinkFor(approval, "ann"));
        await browser.OpenAsync();

        await browser.DecideAsync("approve", "", (LinkForm.InputPrefix + "value", "all of it"));

        Assert.Null((await server.ReadAsync(approval.ApprovalId)).Decision!.Changes);
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
    }

    [Fact]
    public async Task View_OfThePage_IsAuditedAndAPrefetchIsNot()
    {
        await using var server = await ChannelServer.StartAsync("");
        var approval = await server.AskAsync();
        var link = server.LinkFor(approval, "ann");
        var prefetch = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, $"/approvals/{link}"));
        prefetch.Headers.Add("Sec-Purpose", "prefetch");

        await server.SendAsync(prefetch);
        Assert.DoesNotContain(await server.Approvals.ReadAuditAsync(approval.ApprovalId, default), entry => entry.Kind == ApprovalAuditKind.Viewed);
        await server.GetPageAsync(link);

        var viewed = Assert.Single(await server.Approvals.ReadAuditAsync(approval.ApprovalId, default), entry => entry.Kind == ApprovalAuditKind.Viewed);
        Assert.Equal(("ann", "email"), (viewed.By, viewed.Channel));
    }

    [Theory]
    [InlineData("missions.example.org", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Page_CalledByTheNameInTheLinks_IsThereAndByNoOther(string host, HttpStatusCode status)
    {
        await using var server = await ChannelServer.StartAsync(
            $$"""
            "links": {"public_url": "https://missions.example.org", "keys": [{"id": "k1", "secret": "{{ChannelServer.LinkKey}}"}]}
            """,
            links: false);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, $"/approvals/{server.LinkFor(await server.AskAsync(), "ann")}"));
        request.Headers.Host = host;

        var page = await server.SendAsync(request);

        Assert.Equal(status, page.Status);
        if (status == HttpStatusCode.OK)
        {
            Assert.StartsWith("__Host-", page.Headers["Set-Cookie"], StringComparison.Ordinal);
            Assert.Contains("secure", page.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Changes_OfATextInput_StayText()
    {
        var record = new ApprovalRecord("a", "r", "m", "i", new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, default, null)
        {
            Evidence = new ApprovalEvidence("w", "r", "t") { Inputs = [new EvidenceInput("label", "1"), new EvidenceInput("count", "1")] },
            Editable = [new EditableInput("label", Assets.AssetType.Text), new EditableInput("count", Assets.AssetType.Number)],
        };
        var form = new LinkForm("", "approve", "", new Dictionary<string, string> { ["label"] = "2", ["count"] = "2" });

        var changes = form.Changes(record)!;

        Assert.Equal((JsonValueKind.String, JsonValueKind.Number), (changes["label"].ValueKind, changes["count"].ValueKind));
    }
}
