using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace MissionControl.Benchmarks;

/// <summary>200 clients start runs on a real <c>mission serve</c> and poll each until it is final, for a minute; 429 is obeyed, anything else unexpected ends the benchmark.</summary>
internal static class HttpStartBenchmark
{
    private const int Clients = 200;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);

    private const string Mission = """
        {"mission_id": "sort", "name": "Sort", "inputs": [{"id": "items", "type": "list", "content": [{"n": 2}, {"n": 1}]}], "outputs": [{"id": "sorted", "type": "list"}],
         "hops": [{"id": "sort", "input_mapping": {"items": "items"}, "output_mapping": {"sorted": "sorted"},
           "steps": [{"id": "go", "tool_name": "transform", "parameter_mapping": {"items": {"state_asset": "items"}, "sort": {"literal": [{"field": "n"}]}},
             "result_mapping": {"transformed": {"state_asset": "sorted"}}}]}]}
        """;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var folder = new ScratchFolder();
        await using var server = await ServerProcess.StartAsync(folder.Combine("hub.db"));
        using var http = server.Client();
        using var saved = await http.PutAsync("/api/missions/sort", Json(Mission));
        saved.EnsureSuccessStatusCode();
        var tally = new Tally();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => StartAndPollAsync(http, tally, began))));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return
        [
            new Measure("http-start", "starts on disk", tally.Starts.Count / seconds, "starts/s"),
            new Measure("http-start", "runs completed", tally.Completed / seconds, "runs/s"),
            new Measure("http-start", "start p50", Machine.Percentile(tally.Starts, 0.5), "ms"),
            new Measure("http-start", "start p99", Machine.Percentile(tally.Starts, 0.99), "ms"),
            new Measure("http-start", "told to wait (429)", tally.Busy, "answers"),
            new Measure("http-start", "errors", 0, "answers", 0, LessIsBetter: true),
        ];
    }

    private static async Task StartAndPollAsync(HttpClient http, Tally tally, long began)
    {
        using var poll = new PeriodicTimer(PollEvery);
        while (Stopwatch.GetElapsedTime(began) < Duration)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync("/api/missions/sort/runs", Json("{}"));
            if (IsBusy(answer, tally))
            {
                await poll.WaitForNextTickAsync();
                continue;
            }

            var run = await ReadAsync(answer, HttpStatusCode.Accepted);
            tally.Starts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await PollAsync(http, poll, (string)run["run_id"]!, tally);
        }
    }

    private static async Task PollAsync(HttpClient http, PeriodicTimer poll, string runId, Tally tally)
    {
        while (await poll.WaitForNextTickAsync())
        {
            using var answer = await http.GetAsync($"/api/runs/{runId}");
            if (IsBusy(answer, tally))
            {
                continue;
            }

            switch ((string?)(await ReadAsync(answer, HttpStatusCode.OK))["status"])
            {
                case "completed":
                    Interlocked.Increment(ref tally.Completed);
                    return;
                case "pending" or "running":
                    break;
                case var status:
                    throw new InvalidOperationException($"Run {runId} is {status}.");
            }
        }
    }

    private static bool IsBusy(HttpResponseMessage answer, Tally tally)
    {
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return false;
        }

        Interlocked.Increment(ref tally.Busy);
        return true;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == expected ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{answer.StatusCode}: {text}");
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private sealed class Tally
    {
        public long Completed;
        public long Busy;

        /// <summary>Milliseconds from the request to the answer that it is on disk.</summary>
        public ConcurrentBag<double> Starts { get; } = [];
    }
}
