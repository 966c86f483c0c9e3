using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using MissionControl.Access;
using MissionControl.Missions;

namespace MissionControl.Http.Events;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Stream_OfOneRun_TellsItsWayInOrder()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator, Role.Approver);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"b\""));
        await client.SendAsync("POST", "/api/approvals/a~hop~say~1/decision", """{"decision": "approve"}""");

        var events = await ReadAsync(client, "/api/runs/a/events", null, data => (string?)data["status"] == "completed");

        Assert.Equal("started", events[0].Kind);
        Assert.All(events, one => Assert.Equal("a", (string?)one.Data["run_id"]));
        Assert.Equal(events.Select(one => one.Id).Order(), events.Select(one => one.Id));
        Assert.Contains(events, one => one.Kind == "approval_requested" && (string?)one.Data["approval_id"] == "a~hop~say~1");
        Assert.Contains(events, one => one.Kind == "approval_changed" && (string?)one.Data["by"] == "Ann");
        Assert.Equal(["awaiting_approval", "running", "completed"], Distinct(events.Select(one => (string)one.Data["status"]!)).Where(word => word != "pending").TakeLast(3));
    }

    [Fact]
    public async Task Stream_ReopenedAfterEveryEvent_LosesAndRepeatsNone()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo));
        }

        await server.Runtime.WhenIdleAsync();
        var all = (await server.Runtime.Stores.Events.ReadAsync(null, 0, 1000, default)).Select(one => one.Sequence).ToList();
        var seen = new List<long>();
        while (seen.Count < all.Count)
        {
            seen.Add((await ReadAsync(client, "/api/events", seen.Count == 0 ? "0" : $"{seen[^1]}", _ => true))[0].Id);
        }

        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Stream_OfAllRuns_TellsWhatIsCommittedWhileItIsOpen()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        using var answer = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);

        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"late\""));

        var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(), (_, data) => (string?)JsonNode.Parse(data)!["run_id"]);
        await foreach (var one in events.EnumerateAsync())
        {
            Assert.Equal(("started", "late"), (one.EventType, one.Data));
            break;
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999999")]
    public async Task LastEventId_ThatNoServerSent_IsRefused(string id)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        Assert.Equal(400, (await client.SendAsync("GET", "/api/events", headers: ("Last-Event-ID", id))).Status);
    }

    [Fact]
    public async Task Purge_OfARun_TakesItsEventsAlongAndGivesNoNumberAgain()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();
        var last = await server.Runtime.Stores.Events.LastAsync(default);

        Assert.Equal(204, (await client.SendAsync("DELETE", "/api/runs/a")).Status);

        Assert.Empty(await server.Runtime.Stores.Events.ReadAsync(null, 0, 100, default));
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"b\""));
        Assert.Equal(RunEventKind.Started, (await server.Runtime.Stores.Events.ReadAsync(null, last, 1, default))[0].Kind);
    }

    [Fact]
    public async Task Streams_BeyondWhatAServerKeepsOpen_AreTurnedAway()
    {
        await using var server = await ApiServer.StartAsync(api =>
        {
            for (var i = 0; i < OpenStreams.Most; i++)
            {
                Assert.True(api.Streams.TryEnter());
            }

            return api;
        });
        using var client = await server.ClientAsync(Role.Viewer);

        var refused = await client.SendAsync("GET", "/api/events");

        Assert.Equal((429, "too_many_streams", "10"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> words)
    {
        string? before = null;
        foreach (var word in words.Where(word => word != before))
        {
            yield return before = word;
        }
    }

    private static async Task<List<(long Id, string Kind, JsonNode Data)>> ReadAsync(HttpClient client, string path, string? after, Func<JsonNode, bool> isLast)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(), (_, data) => JsonNode.Parse(data)!);
        var events = new List<(long, string, JsonNode)>();
        await foreach (var one in parser.EnumerateAsync())
        {
            events.Add((long.Parse(parser.LastEventId, System.Globalization.CultureInfo.InvariantCulture), one.EventType, one.Data));
            if (isLast(one.Data))
            {
                break;
            }
        }

        return events;
    }
}
