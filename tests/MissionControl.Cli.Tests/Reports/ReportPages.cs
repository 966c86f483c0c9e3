using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Reports;

/// <summary>Report pages as the program writes them: on the shipped records, on two hundred missions, and on a run that waits for a person.</summary>
public sealed class ReportPages : IAsyncLifetime, IDisposable
{
    public const string Shipped = "shipped.html";
    public const string Many = "many.html";
    public const string Run = "run.html";

    private readonly MissionCli _cli = new();

    public string PathTo(string page) => Path.Combine(_cli.Directory, page);

    public async Task InitializeAsync()
    {
        var shipped = Repository.PathTo("data", "reference");
        ManyMissionFiles.Write(Path.Combine(_cli.Directory, "many"), 200);
        await CallAsync(0, "portfolio", "--data", shipped, "--as-of", "2026-03-12", "--format", "html", "--out", Shipped);
        await CallAsync(0, "portfolio", "--data", "many", "--format", "html", "--out", Many);
        await CallAsync(3, "run", "motor-claims", "--data", shipped, "--run-id", "claims-1");
        await CallAsync(0, "show", "claims-1", "--report", "--format", "html", "--out", Run);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _cli.Dispose();

    private async Task CallAsync(int expected, params string[] arguments)
    {
        var result = await _cli.RunAsync(arguments);
        Assert.True(result.Code == expected, $"mission {string.Join(' ', arguments)} ended with {result.Code}: {result.Error}");
    }
}
