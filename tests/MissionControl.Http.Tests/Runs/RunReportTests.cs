using System.Xml.Linq;
using MissionControl.Access;

namespace MissionControl.Http.Runs;

public sealed class RunReportTests
{
    [Fact]
    public async Task Report_OfARunThatMadeNone_IsTheReportOnTheRun()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();

        var markdown = await client.SendAsync("GET", "/api/runs/a/report");
        var html = await client.SendAsync("GET", "/api/runs/a/report?format=html");

        Assert.StartsWith("# Mission report: Echo\n", markdown.Text, StringComparison.Ordinal);
        Assert.Contains("The run waits for 1 decision.", markdown.Text, StringComparison.Ordinal);
        Assert.Contains("| hop say | ", markdown.Text, StringComparison.Ordinal);
        Assert.Equal("text/html", html.MediaType);
        Assert.Equal(["Summary", "Plan as it ran", "Approvals", "Risks", "Outputs"], XElement.Parse(html.Text["<!doctype html>\n".Length..]).Descendants("h2").Select(heading => heading.Value));
    }

    [Fact]
    public async Task Report_OfARunThatMadeOne_IsThatOneUnlessTheRunIsAskedFor()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, "all is well", ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();

        Assert.Equal("all is well", (await client.SendAsync("GET", "/api/runs/a/report?output=said")).Text);
        Assert.StartsWith("# Mission report: Echo\n", (await client.SendAsync("GET", "/api/runs/a/report?output=said&kind=mission")).Text, StringComparison.Ordinal);
        Assert.Equal(400, (await client.SendAsync("GET", "/api/runs/a/report?kind=other")).Status);
    }
}
