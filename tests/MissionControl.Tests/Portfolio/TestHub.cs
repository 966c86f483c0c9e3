using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing;

namespace MissionControl.Tests.Portfolio;

/// <summary>A hub whose stores a test fills, and its portfolio. Time stands still unless the test moves it.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PortfolioSettings _settings;

    private TestHub(TestRuntime runtime, PortfolioSettings settings) => (Runtime, _settings) = (runtime, settings);

    public TestRuntime Runtime { get; }

    public ManualClock Clock => Runtime.Clock;

    public TelemetryPorts Ports => Runtime.Stores.TelemetryPorts(_settings);

    public HubPortfolio Portfolio => new(Ports, Runtime.Stores.Definitions, Runtime.Stores.Catalogue, Clock);

    public PortfolioTick Tick => new(Portfolio);

    public static async Task<TestHub> OpenAsync(PortfolioSettings? settings = null, string? file = null, DateTimeOffset? now = null) => new(
        await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => new OrchestrationRegistry().Orchestrator(TaskNames.Mission, _ => Task.FromResult<object?>(null)), HubFile = file, Clock = new ManualClock(now ?? Noon) }),
        settings ?? PortfolioSettings.Default);

    /// <summary>Takes a data directory in, as an import does.</summary>
    public async Task ImportAsync(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        var records = PortfolioRecords.Of(ReferenceReader.Read(files.GetValueOrDefault).Set);
        var telemetry = new TelemetryBatch { Runs = records.Runs, TaskLogs = records.TaskLogs, Interventions = records.Interventions };
        await Ports.Portfolio.ImportAsync(
            new PortfolioImport(ImportedFiles.Of(files, Clock.GetUtcNow()), telemetry) { RiskEvents = records.RiskEvents, Snapshots = records.Snapshots }, default);
    }

    public Task WriteAsync(params MissionRun[] runs) => Ports.Records.WriteAsync(new TelemetryBatch { Runs = runs }, default);

    public Task WriteAsync(params TaskLog[] logs) => Ports.Records.WriteAsync(new TelemetryBatch { TaskLogs = logs }, default);

    public Task WriteAsync(params Intervention[] interventions) => Ports.Records.WriteAsync(new TelemetryBatch { Interventions = interventions }, default);

    /// <summary>Puts a risk event in the place of the one with its id.</summary>
    public Task RaiseAsync(RiskEvent risk) => Ports.Risks.ChangeAsync(risk.MissionId, risk.RunId, _ => [risk], default);

    public async Task<PortfolioView> ViewAsync(DateTimeOffset? asOf = null, TimeSpan? window = null, string? mission = null)
    {
        var scope = new PortfolioScope(asOf ?? Clock.GetUtcNow(), window, mission);
        return PortfolioAnalysis.Of(await Portfolio.ReadAsync(scope, default), scope, _settings);
    }

    /// <summary>A run of our own that has ended.</summary>
    public static MissionRun Run(string id, string mission, DateTimeOffset start, double minutes = 10, string status = "completed") =>
        new(id, mission, start, status) { EndTime = start.AddMinutes(minutes), Origin = TelemetryOrigin.Own };

    public static RiskEvent Risk(string id, string mission, DateTimeOffset at, string severity = "high", string? run = null) =>
        new(id, run ?? $"run-of-{id}", mission, null, "odd_risk", severity, "Something is odd.", at, RiskEvent.Open);

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();
}
