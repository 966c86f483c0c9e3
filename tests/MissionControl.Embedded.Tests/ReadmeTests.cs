using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests;

public sealed class ReadmeTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Example_OfTheReadme_RunsAsItIsPrinted()
    {
        var hubFile = _folder.File;

        // The example begins.
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            HubFile = hubFile,
            Clock = TimeProvider.System,
            Registry = stores => Registry(stores),
        });
        await runtime.Orchestrations.ScheduleAsync("greet", "world", "greet-1");
        var status = await runtime.Orchestrations.WaitForCompletionAsync("greet-1");

        // The example ends.
        Assert.Equal("Hello, world", status.ReadOutput<string>());
        Assert.Equal(Printed(), Source());
    }

    public void Dispose() => _folder.Dispose();

    private static OrchestrationRegistry Registry(HubStores stores) => new OrchestrationRegistry()
        .AddActivity("hello", new ScriptedActivity((_, name) => Task.FromResult<string?>(Wire.Serialize("Hello, " + Wire.Deserialize<string>(name!)))))
        .Orchestrator("greet", async context => await context.CallActivityAsync<string>("hello", context.GetInput<string>()));

    private static List<string> Printed() => Lines("src/MissionControl.Embedded/README.md", "```csharp", "```");

    private static IEnumerable<string> Source() =>
        Lines("tests/MissionControl.Embedded.Tests/ReadmeTests.cs", "// The example begins.", "// The example ends.").Select(line => line.Length > 8 ? line[8..] : "").Where(line => line.Length > 0);

    private static List<string> Lines(string path, string first, string last) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, path)).SkipWhile(line => line.Trim() != first).Skip(1).TakeWhile(line => line.Trim() != last),
    ];
}
