using MissionControl.Embedded;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Sub-orchestrations and their ties to the parent.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Children_AtTheSameTime_AllAnswerTheirParent()
    {
        await using var runtime = await StartAsync(Code
            .Orchestrator("parent", async context => await Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallSubOrchestratorAsync<int>("child", n, $"p~{n}"))))
            .Orchestrator("child", context => Task.FromResult<object?>(context.GetInput<int>() * 2)));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal(Enumerable.Range(0, 20).Select(n => n * 2), (await runtime.EndAsync("p")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact]
    public async Task Child_Running_KnowsItsParent()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", null, "p~1"))
            .Orchestrator("child", context => Task.FromResult<object?>($"{context.InstanceId} of {context.ParentInstanceId}")));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal("p~1 of p", (await runtime.EndAsync("p")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Grandchild_Answering_ReachesTheTop()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("nests", async context =>
        {
            var depth = context.GetInput<int>();
            return depth == 0 ? 1 : 1 + await context.CallSubOrchestratorAsync<int>("nests", depth - 1, $"{context.InstanceId}~n");
        }));

        await runtime.ScheduleAsync("nests", 6, "p");

        Assert.Equal(7, (await runtime.EndAsync("p")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task Child_ThatThrows_FailsTheTaskOfItsParentWithTypeAndMessage()
    {
        await using var runtime = await StartAsync(Catching().Orchestrator("child", _ => throw new TimeoutException("too late")));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal("p~1: TimeoutException: too late", (await runtime.EndAsync("p")).ReadOutput<string>());
        Assert.Equal(OrchestrationState.Failed, (await runtime.EndAsync("p~1")).State);
    }

    [ConformanceFact(RuntimeNeeds.ChildEnds)]
    public async Task Child_TerminatedByItself_FailsTheTaskOfItsParent()
    {
        await using var runtime = await StartAsync(Catching().Orchestrator("child", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("go");
        }));
        await runtime.ScheduleAsync("parent", null, "p");
        await runtime.TellsAsync("p~1", "waits");

        await runtime.TerminateAsync("p~1", "no use");

        Assert.Contains("no use", (await runtime.EndAsync("p")).ReadOutput<string>()!, StringComparison.Ordinal);
    }

    [ConformanceFact(RuntimeNeeds.ChildEnds)]
    public async Task Child_WithAnIdInUse_FailsTheTaskAndLeavesTheOtherAlone()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("waits", null, "taken")));
        await runtime.ScheduleAsync("waits", null, "taken");

        await runtime.ScheduleAsync("parent", null, "p");
        var parent = await runtime.EndAsync("p");
        await runtime.RaiseEventAsync("taken", "go", "mine");

        Assert.Equal(OrchestrationState.Failed, parent.State);
        Assert.Equal("mine", (await runtime.EndAsync("taken")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Child_WithTheIdOfAnEndedOne_TakesItsPlace()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("child", context => Task.FromResult<object?>(context.GetInput<int>()))
            .Orchestrator("parent", async context =>
                await context.CallSubOrchestratorAsync<int>("child", 1, "p~1") + (10 * await context.CallSubOrchestratorAsync<int>("child", 2, "p~1"))));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal(21, (await runtime.EndAsync("p")).ReadOutput<int>());
    }

    [ConformanceFact(RuntimeNeeds.ChildEnds)]
    public async Task Parent_ThatCompletes_EndsTheChildrenItLeftOpen()
    {
        await using var runtime = await StartAsync(Code
            .Orchestrator("parent", context =>
            {
                _ = context.CallSubOrchestratorAsync<string>("child", null, "p~1");
                return Task.FromResult<object?>("early");
            })
            .Orchestrator("child", async context => await context.WaitForExternalEvent<string>("go")));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal(OrchestrationState.Terminated, (await runtime.EndAsync("p~1")).State);
        Assert.Equal("early", (await runtime.EndAsync("p")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.ChildEnds)]
    public async Task Parent_ThatFails_EndsTheChildrenItLeftOpen()
    {
        await using var runtime = await StartAsync(Code
            .Orchestrator("parent", context =>
            {
                _ = context.CallSubOrchestratorAsync<string>("child", null, "p~1");
                throw new InvalidDataException("no");
            })
            .Orchestrator("child", async context => await context.WaitForExternalEvent<string>("go")));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal(OrchestrationState.Terminated, (await runtime.EndAsync("p~1")).State);
        Assert.Equal(OrchestrationState.Failed, (await runtime.EndAsync("p")).State);
    }

    [ConformanceFact]
    public async Task Child_Started_InheritsTheVersionOfItsParent()
    {
        await using var runtime = await StartAsync(
            Code.Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", null, "p~1"))
                .Orchestrator("child", context => Task.FromResult<object?>(context.Version)),
            version: "7");

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal("7", (await runtime.EndAsync("p")).ReadOutput<string>());
    }

    private static OrchestrationRegistry Catching() => Code.Orchestrator("parent", async context =>
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>("child", null, "p~1");
        }
        catch (SubOrchestrationFailedException error)
        {
            return $"{error.InstanceId}: {error.Details.ErrorType}: {error.Details.ErrorMessage}";
        }
    });
}
