using Microsoft.Data.Sqlite;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Hub;

/// <summary>Another program holds the file's write lock: what a full or failing disk looks like to the committer.</summary>
public sealed class UnavailableHubTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Command_WhileTheFileIsLocked_FailsAndLeavesNothing()
    {
        var registry = new OrchestrationRegistry().Orchestrator("one", _ => Task.FromResult<object?>(1));
        await using var test = await TestRuntime.StartAsync(Options(registry));
        using (Lock())
        {
            var refused = await Assert.ThrowsAsync<HubUnavailableException>(() => test.Orchestrations.ScheduleAsync("one", null, "a"));
            Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
            Assert.NotNull(test.Runtime.Trouble);
        }

        Assert.Null(test.Orchestrations.Get("a"));
        await test.Orchestrations.ScheduleAsync("one", null, "a");
        Assert.Null(test.Runtime.Trouble);
    }

    [Fact]
    public async Task Command_GivenWhileATurnWaitsForTheFile_IsRefusedToo()
    {
        var registry = new OrchestrationRegistry().Orchestrator("one", _ => Task.FromResult<object?>(1));
        await using var test = await TestRuntime.StartAsync(Options(registry));
        using (Lock())
        {
            var kept = test.Stores.Assets.PutAsync("r1", "x", new byte[1], default);
            while (test.Runtime.Trouble is null)
            {
                await Task.Yield();
            }

            await Assert.ThrowsAsync<HubUnavailableException>(() => test.Orchestrations.ScheduleAsync("one", null, "a"));
            Assert.False(kept.IsCompleted);
        }
    }

    [Fact]
    public async Task WriteOfAnActivity_WhileTheFileIsLocked_HoldsTheActivityUpAndDoesNotFailIt()
    {
        var registry = new OrchestrationRegistry();
        await using var test = await TestRuntime.StartAsync(Options(registry));
        Task put;
        using (Lock())
        {
            put = test.Stores.Assets.PutAsync("r1", "x", new byte[1], default);
            while (test.Runtime.Trouble is null)
            {
                await Task.Yield();
            }
        }

        await put;
        Assert.NotNull(await test.Stores.Assets.GetAsync("r1", "x", default));
    }

    [Fact]
    public async Task Turn_WhileTheFileIsLocked_IsWrittenOnceItCanBe()
    {
        var work = new TaskCompletionSource<string?>();
        var registry = new OrchestrationRegistry().AddActivity("work", new ScriptedActivity((_, _) => work.Task))
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null));
        await using var test = await TestRuntime.StartAsync(Options(registry));
        await test.Orchestrations.ScheduleAsync("one", null, "a");

        using (Lock())
        {
            work.SetResult("5");
            while (test.Runtime.Trouble is null)
            {
                await Task.Yield();
            }

            Assert.Equal(OrchestrationState.Running, test.Orchestrations.Get("a")!.State);
        }

        Assert.Equal(5, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Fact]
    public async Task RefusedUnit_InABatch_LeavesTheOthersAlone()
    {
        await using var test = await TestRuntime.StartAsync(Options(new OrchestrationRegistry()));
        var puts = Enumerable.Range(0, 20).Select(n => test.Stores.Assets.PutAsync("r1", n == 7 ? null! : $"hash{n}", new byte[1], default)).ToList();

        await Assert.ThrowsAsync<SqliteException>(() => Task.WhenAll(puts));

        Assert.Equal(19, puts.Count(put => put.IsCompletedSuccessfully));
        Assert.NotNull(await test.Stores.Assets.GetAsync("r1", "hash19", default));
    }

    [Fact]
    public async Task RefusedStart_TakesBackWhatItHadWritten()
    {
        await using var test = await TestRuntime.StartAsync(Options(Missions.Waiting()));
        var start = Missions.Start();
        var broken = start with { Bodies = new Dictionary<string, byte[]> { ["second"] = [2] }, DefinitionHash = null! };

        await Assert.ThrowsAsync<SqliteException>(() => test.Missions.StartAsync(broken, default));

        Assert.Null(await test.Stores.Assets.GetAsync("r1", "second", default));
        Assert.Null(await test.Missions.Runs.GetAsync("r1", default));
        Assert.Equal("r1", (await test.Missions.StartAsync(start, default)).RunId);
    }

    public void Dispose() => _folder.Dispose();

    private TestRuntimeOptions Options(OrchestrationRegistry registry) => new() { HubFile = _folder.File, Registry = _ => registry };

    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
