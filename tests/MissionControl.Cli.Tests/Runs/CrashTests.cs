using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MissionControl.Cli.Tests.Runs;

public sealed class CrashTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly MissionCli _cli = new();

    public CrashTests()
    {
        _cli.Write("slow.json", Samples.Slow);
        _cli.Write("data/slow.json", Samples.SlowResults);
    }

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("Slow: running")]
    [InlineData("first/wait (template): running")]
    [InlineData("first/put (data_store_update): running")]
    [InlineData("second: running")]
    [InlineData("second/put (data_store_update): completed")]
    [InlineData("second/wait (template): running")]
    [InlineData("third/count (data_store_summarize): running")]
    public async Task Process_KilledInTheMiddle_GoesOnWithoutRepeatingACompletedStep(string lastLine)
    {
        Assert.True(await KillAfterAsync(lastLine), "The process ended before it said so.");

        var resumed = await _cli.RunAsync("resume", "r1", "--json");

        Assert.Equal((0, "completed"), (resumed.Code, resumed.Status));
        Assert.Equal(await UndisturbedAsync(), resumed.Json["outputs"]!.ToJsonString());
        Assert.Equal(["first/put", "first/wait", "second/put", "second/wait", "third/count"], await CompletionsAsync());
    }

    /// <summary>What the mission makes when nothing happens to it.</summary>
    private static async Task<string> UndisturbedAsync()
    {
        using var cli = new MissionCli();
        cli.Write("data/slow.json", Samples.SlowResults);
        return (await cli.RunAsync("run", cli.Write("slow.json", Samples.Slow), "--json")).Json["outputs"]!.ToJsonString();
    }

    /// <summary>Hop and step of every attempt that the histories hold as completed, sorted.</summary>
    private async Task<List<string>> CompletionsAsync()
    {
        var events = (await _cli.RunAsync("history", "r1", "--json")).Out.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        var steps = events.Where(one => (string)one["event"]! == "task_scheduled" && (string)one["name"]! == "RunStep")
            .ToDictionary(Task, one => JsonNode.Parse((string)one["input"]!)!);
        return events.Where(one => (string)one["event"]! == "task_completed" && steps.ContainsKey(Task(one)))
            .Where(one => (string)JsonNode.Parse((string)one["result"]!)!["outcome"]! == "completed")
            .Select(one => steps[Task(one)]).Select(input => $"{input["hop_id"]}/{input["step"]!["id"]}")
            .Order(StringComparer.Ordinal).ToList();

        static string Task(JsonNode one) => $"{one["instance_id"]}#{one["task_id"]}";
    }

    /// <summary>Starts the program, and kills it when a line on standard error ends like that.</summary>
    private async Task<bool> KillAfterAsync(string lastLine)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mission.dll"), "run", "slow.json", "--run-id", "r1", "--hub", _cli.HubFile])
        {
            WorkingDirectory = _cli.Directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(lastLine, StringComparison.Ordinal))
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(patience.Token);
                return true;
            }
        }

        return false;
    }
}
