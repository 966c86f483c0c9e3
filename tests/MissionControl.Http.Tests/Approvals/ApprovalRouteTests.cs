using MissionControl.Access;

namespace MissionControl.Http.Approvals;

public sealed class ApprovalRouteTests
{
    private const string Decision = "/api/approvals/a~hop~say~1/decision";

    [Fact]
    public async Task Vote_OfAPerson_DecidesOnceAndIsAnsweredAsBefore()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);

        var decided = await ann.SendAsync("POST", Decision, """{"decision": "approve", "comment": "fine"}""");
        var again = await ann.SendAsync("POST", Decision, """{"decision": "approve", "comment": "fine"}""");

        Assert.Equal((200, "approved", "decided"), (decided.Status, (string?)decided.Json["status"], (string?)decided.Json["answer"]));
        Assert.Equal((200, "approved", "repeated"), (again.Status, (string?)again.Json["status"], (string?)again.Json["answer"]));
        Assert.Equal(("Ann", "api", "fine"), ((string?)again.Json["decision"]!["by"], (string?)again.Json["decision"]!["channel"], (string?)again.Json["decision"]!["comment"]));
        Assert.Equal("completed", (string?)(await server.AtRestAsync(ann, "a"))["status"]);
    }

    [Fact]
    public async Task Vote_AgainstTheDecision_IsAConflictThatNamesWhoAndWhen()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);
        await ann.SendAsync("POST", Decision, """{"decision": "approve"}""");

        var refused = await ann.SendAsync("POST", Decision, """{"decision": "reject"}""");

        Assert.Equal((409, "already_voted"), (refused.Status, refused.Code));
        Assert.Equal("Ann", (string?)refused.Json["current"]!["decision"]!["by"]);
        Assert.NotNull((string?)refused.Json["current"]!["decision"]!["at"]);
    }

    [Fact]
    public async Task Vote_WhenTheRunIsOver_IsGone()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);
        await ann.SendAsync("POST", "/api/runs/a/terminate");

        var refused = await ann.SendAsync("POST", Decision, """{"decision": "approve"}""");

        Assert.Equal((410, "approval_closed", "cancelled"), (refused.Status, refused.Code, (string?)refused.Json["current"]!["status"]));
    }

    [Theory]
    [InlineData("/api/approvals/none~hop~say~1/decision", """{"decision": "approve"}""", 404)]
    [InlineData("/api/approvals/..~/decision", """{"decision": "approve"}""", 400)]
    [InlineData(Decision, """{"decision": "yes"}""", 422)]
    [InlineData(Decision, """{"approve": true}""", 422)]
    [InlineData(Decision, """{"decision": "approve", "by": "Bob"}""", 403)]
    [InlineData(Decision, "", 415)]
    public async Task Vote_ThatIsNone_IsRefusedAndDecidesNothing(string path, string body, int status)
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);

        Assert.Equal(status, (await ann.SendAsync("POST", path, body.Length == 0 ? null : body)).Status);

        Assert.Equal("pending", (string?)(await ann.SendAsync("GET", "/api/approvals/a~hop~say~1")).Json["status"]);
    }

    [Fact]
    public async Task Comment_LongerThanWhatIsKept_IsRefusedAtItsPlace()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);

        var refused = await ann.SendAsync("POST", Decision, $$"""{"decision": "approve", "comment": "{{new string('x', 4001)}}"}""");

        Assert.Equal(["/comment"], refused.Pointers);
    }

    [Fact]
    public async Task View_OfAnApproval_IsInItsAudit()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);

        var audit = (await ann.SendAsync("GET", "/api/approvals/a~hop~say~1?audit=true")).Json["audit"]!.AsArray();

        Assert.Contains(audit, entry => (string?)entry!["kind"] == "viewed" && (string?)entry["by"] == "Ann");
    }

    [Fact]
    public async Task List_OfWhatIsOpen_EndsWithTheDecision()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);
        Assert.Equal("a~hop~say~1", (string?)Assert.Single((await ann.SendAsync("GET", "/api/approvals?open=true&run=a&approver=Ann")).Json["approvals"]!.AsArray())!["approval_id"]);

        await ann.SendAsync("POST", Decision, """{"decision": "reject", "comment": "no"}""");

        Assert.Empty((await ann.SendAsync("GET", "/api/approvals?open=true")).Json["approvals"]!.AsArray());
        Assert.Equal("rejected", (string?)(await server.AtRestAsync(ann, "a"))["status"]);
    }

    [Fact]
    public async Task Cursor_OfTheApprovalList_IsBoundToItsFilters()
    {
        await using var server = await ApiServer.StartAsync();
        using var ann = await WaitingAsync(server);
        await ann.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"b\""));
        await server.Runtime.WhenIdleAsync();
        var cursor = (string)(await ann.SendAsync("GET", "/api/approvals?limit=1")).Json["cursor"]!;

        Assert.Equal("a~hop~say~1", (string?)(await ann.SendAsync("GET", $"/api/approvals?limit=1&cursor={cursor}")).Json["approvals"]![0]!["approval_id"]);
        Assert.Equal(400, (await ann.SendAsync("GET", $"/api/approvals?limit=1&open=true&cursor={cursor}")).Status);
    }

    private static async Task<HttpClient> WaitingAsync(ApiServer server)
    {
        var client = await server.ClientAsync(Role.Operator, Role.Approver);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();
        return client;
    }
}
