using MissionControl.Steps;

namespace MissionControl.Tools.Rehearsal;

public sealed class TemplateToolTests : IDisposable
{
    private const string Recorded = """
        [
          {"task_id":"T1","agent_id":"A1","result_template":{"status":"completed","by":"A1"},"error_template":{"error_code":"VALIDATION_ERROR","error":"Missing field: contact_email"}},
          {"task_id":"T1","agent_id":"A2","result_template":{"status":"completed","by":"A2"}},
          {"task_id":"T2","agent_id":"A1"}
        ]
        """;

    private readonly TemporaryDirectory _data = new();

    public TemplateToolTests() => _data.Write("agent_execution_results.json", Recorded);

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("A1", "A1")]
    [InlineData("A2", "A2")]
    [InlineData("A9", "A1")]
    [InlineData(null, "A1")]
    public async Task Template_RecordedTask_PlaysBackTheAgentsResultElseTheFirst(string? agent, string expected)
    {
        var outputs = await Call("T1", agent).RunAsync(new TemplateTool(), """{"context":{"customer":"x"},"previous":[1]}""");

        Assert.Equal($$"""{"status":"completed","by":"{{expected}}"}""", outputs["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Template_UnknownTask_NamesTaskAgentAndFile()
    {
        var error = await Call("T7", "A1").FailAsync(new TemplateTool(), "{}");

        Assert.Equal("no_recorded_result", error.ErrorType);
        Assert.Contains("'agent_execution_results.json' has no result for task 'T7' (agent 'A1')", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task Template_FailureRateOfOne_FailsWithTheRecordedError()
    {
        var error = await Call("T1", "A1").FailAsync(new TemplateTool(), """{"failure_rate":1}""");

        Assert.Equal("validation_error", error.ErrorType);
        Assert.Equal("Missing field: contact_email", error.Message);
        Assert.True(error.Retryable);
    }

    [Fact]
    public async Task Template_FailureWithoutARecordedError_HasAnErrorOfItsOwn()
    {
        var error = await Call("T1", "A2").FailAsync(new TemplateTool(), """{"failure_rate":1}""");

        Assert.Equal("rehearsed_failure", error.ErrorType);
    }

    [Fact]
    public async Task Template_SameAttempt_AlwaysEndsTheSame()
    {
        foreach (var attempt in Enumerable.Range(1, 20))
        {
            Assert.Equal(await FailsAsync(attempt), await FailsAsync(attempt));
        }
    }

    [Fact]
    public async Task Template_FailureRateOfAHalf_FailsSomeAttemptsAndPassesOthers()
    {
        var failed = 0;
        foreach (var attempt in Enumerable.Range(1, 200))
        {
            failed += await FailsAsync(attempt) ? 1 : 0;
        }

        Assert.InRange(failed, 70, 130);
    }

    [Fact]
    public async Task Template_Delay_EndsWhenTheClockHasPassedIt()
    {
        var clock = new ManualTimer();
        var running = (Call("T1", "A1") with { Clock = clock }).RunAsync(new TemplateTool(), """{"delay":"PT5M"}""");
        await clock.Asked;

        Assert.Equal(TimeSpan.FromMinutes(5), clock.Due);
        Assert.False(running.IsCompleted);

        clock.Fire();

        Assert.NotNull((await running)["result"]);
    }

    [Fact]
    public async Task Template_CancelledInItsDelay_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var clock = new ManualTimer();
        var running = (Call("T1", "A1") with { Clock = clock, CancellationToken = stop.Token }).RunAsync(new TemplateTool(), """{"delay":"5m"}""");
        await clock.Asked;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("T1", """{"failure_rate":1.1}""", "from 0 to 1")]
    [InlineData("T1", """{"failure_rate":-0.1}""", "from 0 to 1")]
    [InlineData("T1", """{"delay":"5"}""", "'delay': ")]
    [InlineData("T1", """{"results_file":"../x.json"}""", "is not a path inside the data directory")]
    [InlineData("T1", """{"results_file":"nobody.json"}""", "There is no file 'nobody.json'")]
    [InlineData("T1", """{"results_file":"broken.json"}""", "'broken.json' is not JSON at line 2")]
    [InlineData("T1", """{"results_file":"object.json"}""", "must be a list of objects")]
    [InlineData("T2", "{}", "'result_template' must be an object")]
    public async Task Template_UnfitInput_IsRefused(string task, string parameters, string message)
    {
        _data.Write("broken.json", "[\n,]");
        _data.Write("object.json", "{}");

        var error = await Call(task, "A1").FailAsync(new TemplateTool(), parameters);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    private ToolCall Call(string task, string? agent) => new() { HopId = task, AgentId = agent, DataDirectory = _data.Path };

    private async Task<bool> FailsAsync(int attempt)
    {
        try
        {
            await (Call("T1", "A1") with { Attempt = attempt }).RunAsync(new TemplateTool(), """{"failure_rate":0.5}""");
            return false;
        }
        catch (ToolException)
        {
            return true;
        }
    }
}
