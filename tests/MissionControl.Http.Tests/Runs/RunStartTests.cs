using MissionControl.Access;

namespace MissionControl.Http.Runs;

public sealed class RunStartTests
{
    [Fact]
    public async Task Start_WithADocument_IsAcceptedWithItsPlaceAndRuns()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        var started = await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"r-1\""));

        Assert.Equal((202, "/api/runs/r-1"), (started.Status, started.Headers["Location"]));
        var run = await server.AtRestAsync(client, "r-1");
        Assert.Equal("completed", (string?)run["status"]);
        var said = await client.SendAsync("GET", (string)run["outputs"]!["said"]!["href"]!);
        Assert.Equal(("hi", "text/plain", "attachment; filename=\"said.txt\""), (said.Text, said.MediaType, said.Headers["Content-Disposition"]));
    }

    [Fact]
    public async Task Start_RepeatedWithItsKey_IsTheSameRunEvenWhenBothAreOnTheirWay()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        var body = Documents.Start(Documents.Echo);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync("POST", "/api/runs", body, headers: ("Idempotency-Key", "order-7"))));

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Select(answer => (string?)answer.Json["run_id"]).Distinct());
        Assert.Single((await client.SendAsync("GET", "/api/runs")).Json["runs"]!.AsArray());
    }

    [Fact]
    public async Task Start_WithAKeyOfAnotherRequest_IsRefusedAndStartsNothing()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo), headers: ("Idempotency-Key", "order-7"));

        var refused = await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, "other"), headers: ("Idempotency-Key", "order-7"));

        Assert.Equal((422, "idempotency_key_reused"), (refused.Status, refused.Code));
        Assert.Single((await client.SendAsync("GET", "/api/runs")).Json["runs"]!.AsArray());
    }

    [Fact]
    public async Task Key_OfAnotherCaller_MeetsNoRunOfMine()
    {
        await using var server = await ApiServer.StartAsync();
        using var one = await server.ClientAsync(Role.Operator);
        using var other = await server.ClientAsync(Role.Operator);

        var mine = await one.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo), headers: ("Idempotency-Key", "same"));
        var theirs = await other.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo), headers: ("Idempotency-Key", "same"));

        Assert.NotEqual((string?)mine.Json["run_id"], (string?)theirs.Json["run_id"]);
    }

    [Fact]
    public async Task RunId_TakenByAnotherStart_IsAConflict()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        const string Id = ", \"run_id\": \"r-1\"";
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: Id));

        Assert.Equal(202, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: Id))).Status);
        var refused = await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, "other", Id));

        Assert.Equal((409, "run_conflict"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("""{"mission": {"name": "x"}}""", "/mission/hops")]
    [InlineData("""{"mision": {}}""", "/mision", "/mission")]
    [InlineData("""{"mission": {}, "run_id": 7}""", "/run_id")]
    [InlineData("[]", "")]
    public async Task Body_ThatIsNoStart_IsRefusedAtEachPlace(string body, params string[] pointers)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        var refused = await client.SendAsync("POST", "/api/runs", body);

        Assert.Equal((422, "application/problem+json"), (refused.Status, refused.MediaType));
        Assert.Equal(pointers, refused.Pointers);
    }

    [Fact]
    public async Task Document_WithFaults_IsRefusedWithAPointerToEachInTheBody()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        var wrong = Documents.Echo.Replace("\"tool_name\": \"echo\"", "\"tool_name\": \"ehco\"", StringComparison.Ordinal).Replace("\"name\": \"Echo\"", "\"name\": 3", StringComparison.Ordinal);

        var refused = await client.SendAsync("POST", "/api/runs", Documents.Start(wrong));

        Assert.Equal((422, "invalid_mission"), (refused.Status, refused.Code));
        Assert.Contains("/mission/hops/0/steps/0/tool_name", refused.Pointers);
        Assert.Contains("/mission/name", refused.Pointers);
        Assert.Contains("echo", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_ThatAreNotTheMissions_AreRefusedByTheirNames()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        var refused = await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo).Replace("\"label\": \"hi\"", "\"lable\": \"x\"", StringComparison.Ordinal));

        Assert.Equal(["/inputs/lable", "/inputs/label"], refused.Pointers);
        Assert.Contains("Did you mean 'label'?", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InAnotherName_TakesAnAdmin()
    {
        await using var server = await ApiServer.StartAsync();
        using var operators = await server.ClientAsync(Role.Operator);
        using var admin = await server.ClientAsync(Role.Admin);
        var body = Documents.Start(Documents.Echo, more: ", \"requested_by\": \"Bob\"");

        Assert.Equal(403, (await operators.SendAsync("POST", "/api/runs", body)).Status);
        Assert.Equal("Bob", (string?)(await admin.SendAsync("POST", "/api/runs", body)).Json["requested_by"]);
    }

    [Fact]
    public async Task Start_WhenTheRuntimeHasAllItTakesOn_IsToldWhenToComeAgain()
    {
        await using var server = await ApiServer.StartAsync(api => api with { Missions = new BusyMissions(api.Runs) });
        using var client = await server.ClientAsync(Role.Operator);

        var refused = await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo));

        Assert.Equal((429, "busy", "2"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
    }

    [Fact]
    public async Task History_OfEveryChange_NamesItsCaller()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin, Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"r-1\""));
        await server.AtRestAsync(client, "r-1");
        await client.SendAsync("POST", "/api/runs/r-1/suspend", """{"reason": "wait"}""");
        await client.SendAsync("POST", "/api/runs/r-1/resume");
        await client.SendAsync("POST", "/api/runs/r-1/events/note", """{"n": 1}""");
        await client.SendAsync("POST", "/api/runs/r-1/terminate");

        var history = (await client.SendAsync("GET", "/api/runs/r-1/history")).Json["events"]!.AsArray();

        foreach (var kind in new[] { "execution_started", "execution_suspended", "execution_resumed", "event_raised", "execution_terminated" })
        {
            Assert.Equal((kind, "Ann"), (kind, (string?)history.First(line => (string?)line!["event"] == kind && (string?)line["instance_id"] == "r-1" && (string?)line["name"] != "hop_notice")!["by"]));
        }
    }
}
