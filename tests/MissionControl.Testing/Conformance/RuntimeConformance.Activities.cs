using MissionControl.Embedded;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Activities, their order, their failures.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Activities_InSequence_PassTheirResultsOn()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Code.AddActivity("echo", echo).Orchestrator("chain", async context =>
        {
            var sum = 0;
            for (var i = 1; i <= 5; i++)
            {
                sum += await context.CallActivityAsync<int>("echo", i);
            }

            return sum;
        }));

        await runtime.ScheduleAsync("chain", null, "a");

        Assert.Equal(15, (await runtime.EndAsync("a")).ReadOutput<int>());
        Assert.Equal(["1", "2", "3", "4", "5"], echo.Calls);
    }

    [ConformanceFact]
    public async Task Activities_AtTheSameTime_AllAnswerInTheirPlaces()
    {
        await using var runtime = await StartAsync(Code.AddActivity("echo", ScriptedActivity.Echo())
            .Orchestrator("fan", async context => await Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallActivityAsync<int>("echo", n)))));

        await runtime.ScheduleAsync("fan", null, "a");

        Assert.Equal(Enumerable.Range(0, 20), (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact(RuntimeNeeds.ActivityEnds)]
    public async Task Activities_OfWhichOneAnswers_LetTheCodeGoOn()
    {
        var slow = new TaskCompletionSource<string?>();
        await using var runtime = await StartAsync(Code.AddActivity("quick", ScriptedActivity.Echo())
            .AddActivity("slow", new ScriptedActivity((context, _) => slow.Task.WaitAsync(context.CancellationToken)))
            .Orchestrator("race", async context =>
            {
                var (waits, wins) = (context.CallActivityAsync<int>("slow", null), context.CallActivityAsync<int>("quick", 2));
                return await await Task.WhenAny(waits, wins);
            }));

        await runtime.ScheduleAsync("race", null, "a");

        Assert.Equal(2, (await runtime.EndAsync("a")).ReadOutput<int>());
        slow.SetResult("1");
    }

    [ConformanceFact(RuntimeNeeds.ActivityEnds)]
    public async Task Activity_LeftBehindByItsInstance_ChangesNothingWhenItAnswers()
    {
        var slow = new TaskCompletionSource<string?>();
        await using var runtime = await StartAsync(Code.AddActivity("slow", new ScriptedActivity((context, _) => slow.Task.WaitAsync(context.CancellationToken)))
            .Orchestrator("leaves", context =>
            {
                _ = context.CallActivityAsync<int>("slow", null);
                return Task.FromResult<object?>("done");
            }));
        await runtime.ScheduleAsync("leaves", null, "a");
        await runtime.EndAsync("a");

        slow.SetResult("1");
        await runtime.SettleAsync();

        var end = await runtime.EndAsync("a");
        Assert.Equal((OrchestrationState.Completed, "done"), (end.State, end.ReadOutput<string>()));
    }

    [ConformanceFact]
    public async Task Activity_ThatThrows_TellsItsNameTypeAndMessage()
    {
        await using var runtime = await StartAsync(Breaking().Orchestrator("catches", async context =>
        {
            try
            {
                return await context.CallActivityAsync<int>("breaks", null);
            }
            catch (ActivityFailedException error)
            {
                return $"{error.TaskName}: {error.Details.ErrorType}: {error.Details.ErrorMessage}";
            }
        }));

        await runtime.ScheduleAsync("catches", null, "a");

        Assert.Equal("breaks: InvalidDataException: no such column", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Activity_ThatThrows_UncaughtFailsTheInstance()
    {
        await using var runtime = await StartAsync(Breaking().Orchestrator("calls", async context => await context.CallActivityAsync<int>("breaks", null)));

        await runtime.ScheduleAsync("calls", null, "a");
        var end = await runtime.EndAsync("a");

        Assert.Equal(OrchestrationState.Failed, end.State);
        Assert.Contains("no such column", end.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public async Task Activity_ThatThrows_IsNotRepeatedByTheRuntime()
    {
        var breaks = new ScriptedActivity((_, _) => throw new InvalidDataException("no such column"));
        await using var runtime = await StartAsync(Code.AddActivity("breaks", breaks)
            .Orchestrator("calls", async context => await context.CallActivityAsync<int>("breaks", null)));

        await runtime.ScheduleAsync("calls", null, "a");
        await runtime.EndAsync("a");
        await runtime.SettleAsync();

        Assert.Single(breaks.Calls);
    }

    [ConformanceFact]
    public async Task Activity_ThatFailedOnce_CanBeCalledAgain()
    {
        var calls = 0;
        var flaky = new ScriptedActivity((_, _) => Interlocked.Increment(ref calls) < 3 ? throw new TimeoutException("busy") : Task.FromResult<string?>("7"));
        await using var runtime = await StartAsync(Code.AddActivity("flaky", flaky).Orchestrator("persists", async context =>
        {
            while (true)
            {
                try
                {
                    return await context.CallActivityAsync<int>("flaky", null);
                }
                catch (ActivityFailedException)
                {
                    context.SetCustomStatus("again");
                }
            }
        }));

        await runtime.ScheduleAsync("persists", null, "a");

        Assert.Equal(7, (await runtime.EndAsync("a")).ReadOutput<int>());
        Assert.Equal(3, flaky.Calls.Count);
    }

    [ConformanceFact]
    public async Task Activity_ThatIsNotRegistered_FailsTheTaskWithItsName()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("calls", async context => await context.CallActivityAsync<int>("nothing", 1)));

        await runtime.ScheduleAsync("calls", null, "a");

        Assert.Contains("nothing", (await runtime.EndAsync("a")).Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public async Task Activity_WithAResultOfAnotherType_FailsTheInstance()
    {
        await using var runtime = await StartAsync(Code.AddActivity("echo", ScriptedActivity.Echo())
            .Orchestrator("calls", async context => await context.CallActivityAsync<int>("echo", "text")));

        await runtime.ScheduleAsync("calls", null, "a");

        Assert.Equal(OrchestrationState.Failed, (await runtime.EndAsync("a")).State);
    }

    [ConformanceFact]
    public async Task Activity_WithoutInputAndResult_GetsAndGivesNothing()
    {
        var silent = new ScriptedActivity((_, _) => Task.FromResult<string?>(null));
        await using var runtime = await StartAsync(Code.AddActivity("silent", silent)
            .Orchestrator("calls", async context => await context.CallActivityAsync<string?>("silent", null) ?? "nothing"));

        await runtime.ScheduleAsync("calls", null, "a");

        Assert.Equal("nothing", (await runtime.EndAsync("a")).ReadOutput<string>());
        Assert.Null(Assert.Single(silent.Calls));
    }

    [ConformanceFact]
    public async Task Activity_Called_KnowsItsNameAndItsInstance()
    {
        await using var runtime = await StartAsync(Code
            .AddActivity("who", new ScriptedActivity((context, _) => Task.FromResult<string?>(Wire.Serialize($"{context.Name} of {context.InstanceId}"))))
            .Orchestrator("calls", async context => await context.CallActivityAsync<string>("who", null)));

        await runtime.ScheduleAsync("calls", null, "a");

        Assert.Equal("who of a", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    private static OrchestrationRegistry Breaking() =>
        Code.AddActivity("breaks", new ScriptedActivity((_, _) => throw new InvalidDataException("no such column")));
}
