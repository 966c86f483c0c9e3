using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Sealing;

public sealed class TamperedHistoryTests : IDisposable
{
    private const string Victim = "(SELECT key FROM instances WHERE id = 'victim')";
    private const string Bystander = "(SELECT key FROM instances WHERE id = 'bystander')";
    private const string LastChunk = $"(SELECT max(first) FROM history WHERE key = {Victim})";

    private readonly HubFolder _folder = new();

    public static TheoryData<string, string> Edits => new()
    {
        { "do not fit their seal", $"UPDATE history SET events = CAST(replace(CAST(events AS TEXT), 'ann', 'eve') AS BLOB) WHERE key = {Victim}" },
        { "do not fit their seal", $"UPDATE history SET events = CAST(replace(CAST(events AS TEXT), '\"version\":\"1\"', '\"version\":\"2\"') AS BLOB) WHERE key = {Victim}" },
        { "out of order", $"UPDATE history SET events = x'00' WHERE key = {Victim} AND first = 1" },
        { "do not fit their seal", $"UPDATE history SET seal = zeroblob(32) WHERE key = {Victim} AND first = {LastChunk}" },
        { "have no seal", $"UPDATE history SET seal = NULL WHERE key = {Victim} AND first = {LastChunk}" },
        { "missing, doubled or out of order", $"DELETE FROM history WHERE key = {Victim} AND first = 1" },
        { "missing, doubled or out of order", $"DELETE FROM history WHERE key = {Victim} AND first = (SELECT min(first) FROM history WHERE key = {Victim} AND first > 1)" },
        { "it ends with event", $"DELETE FROM history WHERE key = {Victim} AND first = {LastChunk}" },
        { "it ends with event 0", $"DELETE FROM history WHERE key = {Victim}" },
        { "do not fit their seal", $"INSERT INTO history SELECT key, (SELECT length + 1 FROM instances WHERE id = 'victim'), events, seal FROM history WHERE key = {Victim} AND first = {LastChunk}" },
        {
            "does not fit its seal", // cut off, and the row made to agree with the seal that the last chunk now carries
            $"UPDATE instances SET length = {LastChunk} - 1 WHERE id = 'victim'; DELETE FROM history WHERE key = {Victim} AND first = {LastChunk}; "
            + $"UPDATE instances SET seal = (SELECT seal FROM history WHERE key = {Victim} AND first = {LastChunk}) WHERE id = 'victim'"
        },
        { "does not fit its seal", "UPDATE instances SET length = length + 1 WHERE id = 'victim'" },
        { "does not fit its seal", "UPDATE instances SET generation = 7 WHERE id = 'victim'" },
        { "does not fit its seal", $"UPDATE instances SET status = {(int)InstanceStatus.Completed} WHERE id = 'victim'" },
        { "has no seal", "UPDATE instances SET row_seal = NULL WHERE id = 'victim'" },
        {
            "do not fit their seal", // the same events, but another instance's
            $"UPDATE history SET seal = (SELECT b.seal FROM history b WHERE b.key = {Bystander} AND b.first = history.first), "
            + $"events = (SELECT b.events FROM history b WHERE b.key = {Bystander} AND b.first = history.first) WHERE key = {Victim} AND first = 1"
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task EditedHistory_StopsTheInstanceAndNoOther(string fault, string edit)
    {
        await WriteAsync();
        HubEditor.Run(_folder.File, edit);
        var found = Found();

        await using (var test = await StartAsync())
        {
            await FinishAsync(test);
            var victim = test.Orchestrations.Get("victim")!;

            Assert.Equal(OrchestrationState.Tampered, victim.State);
            Assert.Contains(fault, victim.Failure!.ErrorMessage, StringComparison.Ordinal);
            Assert.Equal("ann bob", (await test.Orchestrations.WaitForCompletionAsync("bystander")).ReadOutput<string>());
        }

        Assert.Equal(found, Found());
    }

    [Fact]
    public async Task SwappedChunks_StopTheInstance()
    {
        await WriteAsync();
        HubEditor.Run(
            _folder.File,
            $"""
            CREATE TEMP TABLE swapped AS SELECT row_number() OVER (ORDER BY first) AS place, first, events, seal FROM history WHERE key = {Victim} ORDER BY first DESC LIMIT 2;
            UPDATE history SET events = (SELECT s.events FROM swapped s WHERE s.first <> history.first), seal = (SELECT s.seal FROM swapped s WHERE s.first <> history.first)
            WHERE key = {Victim} AND first IN (SELECT first FROM swapped);
            """);

        await using var test = await StartAsync();
        await FinishAsync(test);

        Assert.Equal(OrchestrationState.Tampered, test.Orchestrations.Get("victim")!.State);
    }

    [Fact]
    public async Task CutHistory_SealedAnewWithAnotherKey_StopsTheInstance()
    {
        await WriteAsync();
        using (var forged = new HistorySeals(new byte[32]))
        {
            var events = HubEditor.Read(_folder.File, $"SELECT events FROM history WHERE key = {Victim} AND first = 1");
            var count = int.Parse(HubEditor.Read(_folder.File, $"SELECT json_array_length(CAST(events AS TEXT)) FROM history WHERE key = {Victim} AND first = 1"), System.Globalization.CultureInfo.InvariantCulture);
            var seal = forged.SealChunk("victim", 0, HistorySeals.None, 1, count, Convert.FromHexString(events));
            var row = forged.SealRow("victim", 0, InstanceStatus.Running, count, seal);
            HubEditor.Run(
                _folder.File,
                $"DELETE FROM history WHERE key = {Victim} AND first > 1; UPDATE history SET seal = x'{Convert.ToHexString(seal)}' WHERE key = {Victim}; "
                + $"UPDATE instances SET length = {count}, seal = x'{Convert.ToHexString(seal)}', row_seal = x'{Convert.ToHexString(row)}' WHERE id = 'victim'");
        }

        await using var test = await StartAsync();
        await FinishAsync(test);

        Assert.Equal(OrchestrationState.Tampered, test.Orchestrations.Get("victim")!.State);
    }

    [Fact]
    public async Task RestoredHistory_GoesOnWhenItIsResumed()
    {
        await WriteAsync();
        var length = HubEditor.Read(_folder.File, "SELECT length FROM instances WHERE id = 'victim'");
        HubEditor.Run(_folder.File, "UPDATE instances SET length = 1 WHERE id = 'victim'");
        await using (var tampered = await StartAsync())
        {
            await FinishAsync(tampered);
            await tampered.Orchestrations.ResumeAsync("victim");
            Assert.Equal(OrchestrationState.Tampered, tampered.Orchestrations.Get("victim")!.State);
        }

        HubEditor.Run(_folder.File, $"UPDATE instances SET length = {length} WHERE id = 'victim'");
        await using var test = await StartAsync();
        await test.Orchestrations.ResumeAsync("victim");

        Assert.Equal("ann bob", (await test.Orchestrations.WaitForCompletionAsync("victim")).ReadOutput<string>());
    }

    [Theory]
    [InlineData("status", (int)InstanceStatus.Completed)]
    [InlineData("generation", 7)]
    public async Task EditedRow_OfAnInstanceThatNobodyLoads_IsToldAsTampered(string column, int value)
    {
        await WriteAsync();
        HubEditor.Run(_folder.File, $"UPDATE instances SET {column} = {value} WHERE id = 'victim'");

        await using var test = await StartAsync();

        Assert.Equal((OrchestrationState.Tampered, null), (test.Orchestrations.Get("victim")!.State, test.Orchestrations.Get("victim")!.Output));
        Assert.Equal(OrchestrationState.Running, test.Orchestrations.Get("bystander")!.State);
    }

    [Fact]
    public async Task WaitForTheEndOfAnInstance_WhoseRowSaysSoWithoutASeal_Throws()
    {
        await WriteAsync();
        HubEditor.Run(_folder.File, $"UPDATE instances SET status = {(int)InstanceStatus.Completed} WHERE id = 'victim'");

        await using var test = await StartAsync();

        await Assert.ThrowsAsync<TamperedHistoryException>(() => test.Orchestrations.WaitForCompletionAsync("victim"));
    }

    [Fact]
    public async Task Tampered_CanBeTerminated()
    {
        await WriteAsync();
        HubEditor.Run(_folder.File, "UPDATE instances SET length = 1 WHERE id = 'victim'");
        var chunks = HubEditor.Read(_folder.File, $"SELECT * FROM history WHERE key = {Victim}");
        await using (var test = await StartAsync())
        {
            await FinishAsync(test);
            await test.Orchestrations.TerminateAsync("victim", "ann", "It was edited.");
            await test.Orchestrations.RaiseEventAsync("victim", "second", "late", "e-3");

            Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("victim")!.State);
            Assert.StartsWith("It was edited.", test.Orchestrations.Get("victim")!.Failure!.ErrorMessage, StringComparison.Ordinal);
        }

        Assert.Equal(chunks, HubEditor.Read(_folder.File, $"SELECT * FROM history WHERE key = {Victim}"));
    }

    public void Dispose() => _folder.Dispose();

    private string Found() => HubEditor.Read(_folder.File, $"SELECT first, events, seal FROM history WHERE key = {Victim}")
        + HubEditor.Read(_folder.File, "SELECT length, seal, row_seal, generation FROM instances WHERE id = 'victim'");

    /// <summary>Two instances that have heard one of two events, and nobody who owns the hub.</summary>
    private async Task WriteAsync()
    {
        await using var test = await StartAsync();
        foreach (var id in new[] { "victim", "bystander" })
        {
            await test.Orchestrations.ScheduleAsync("wait", null, id);
            await test.Orchestrations.RaiseEventAsync(id, "first", "ann", "e-1");
        }

        await test.WhenIdleAsync();
    }

    private static async Task FinishAsync(TestRuntime test)
    {
        foreach (var id in new[] { "victim", "bystander" })
        {
            await test.Orchestrations.RaiseEventAsync(id, "second", "bob", "e-2");
        }

        await test.WhenIdleAsync();
    }

    private Task<TestRuntime> StartAsync() => TestRuntime.StartAsync(new TestRuntimeOptions
    {
        HubFile = _folder.File,
        Registry = _ => new OrchestrationRegistry().AddActivity("echo", ScriptedActivity.Echo()).Orchestrator("wait", async context =>
        {
            var first = await context.WaitForExternalEvent<string>("first");
            await context.CallActivityAsync<string>("echo", first);
            return $"{first} {await context.WaitForExternalEvent<string>("second")}";
        }),
    });
}
