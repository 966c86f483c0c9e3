using MissionControl.Approvals;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Embedded.Replaying;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Telemetry;
using MissionControl.Transfer;

namespace MissionControl.Cli.Hub;

/// <summary>The hub as read verbs see it, whoever owns it; a hub that does not exist yet is one without runs, and stays away.</summary>
internal sealed class HubReading : IDisposable
{
    private const int MostSuggested = 5;

    private readonly HubReader? _reader;

    private HubReading(HubReader? reader) => _reader = reader;

    public static HubReading Open(HubFile hub) => new(HubReader.Open(hub.Path));

    /// <summary>Reads assets of runs that were found here.</summary>
    public AssetStore Assets => _reader?.Assets ?? throw new InvalidOperationException("There is no hub.");

    /// <summary>Null where there is no hub.</summary>
    public TelemetryPorts? Telemetry(PortfolioSettings settings) => _reader is null
        ? null
        : new TelemetryPorts { Records = _reader.Telemetry, Risks = _reader.Risks, Portfolio = _reader.Portfolio, Settings = settings };

    /// <summary>Null where there is no hub.</summary>
    public HubPortfolio? Portfolio(PortfolioSettings settings, TimeProvider clock) =>
        Telemetry(settings) is { } telemetry ? new HubPortfolio(telemetry, _reader!.Definitions, _reader.Catalogue, clock) : null;

    /// <summary>Null where there is no hub.</summary>
    public HubExport? Export(TimeProvider clock) =>
        Telemetry(PortfolioSettings.Default) is { } telemetry ? new HubExport(new TransferPorts(_reader!.Catalogue, telemetry), clock) : null;

    /// <summary>What the run left; null when nothing.</summary>
    public async Task<MissionRun?> FindTelemetryAsync(string runId, CancellationToken stop) =>
        _reader is null ? null : await _reader.Telemetry.FindRunAsync(runId, stop);

    public async Task<IReadOnlyList<RiskEvent>> ListRisksAsync(RiskQuery query, CancellationToken stop) =>
        _reader is null ? [] : await _reader.Risks.ListAllAsync(query, stop);

    public async Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken stop) =>
        _reader is null ? [] : await _reader.Runs.ListAsync(query, stop);

    public async Task<IReadOnlyList<ApprovalRecord>> ListApprovalsAsync(ApprovalQuery query, CancellationToken stop) =>
        _reader is null ? [] : await _reader.Approvals.ListAllAsync(query, stop);

    public async Task<IReadOnlyList<ApprovalAuditEntry>> ReadAuditAsync(string approvalId, CancellationToken stop) =>
        _reader is null ? [] : await _reader.Approvals.ReadAuditAsync(approvalId, stop);

    public async Task<IReadOnlyList<InstanceHistory>> ReadHistoryAsync(string runId, CancellationToken stop) =>
        _reader is null ? [] : await _reader.Runs.ReadHistoryAsync(runId, stop);

    /// <summary>The document that a run keeps; null when it is gone.</summary>
    public async Task<byte[]?> ReadDocumentAsync(RunRecord run, CancellationToken stop) =>
        _reader is null ? null : await _reader.Definitions.GetAsync(run.DefinitionHash, stop);

    /// <summary>Of a run that was found here.</summary>
    public HistoryDocument Export(RunRecord run) => _reader?.Export(run) ?? throw new InvalidOperationException("There is no hub.");

    /// <exception cref="UsageException">There is no such run; with the id that was probably meant.</exception>
    public async Task<RunRecord> GetRunAsync(string runId, CancellationToken stop)
    {
        if (_reader is not null && await _reader.Runs.GetAsync(runId, stop) is { } run)
        {
            return run;
        }

        var known = await ListRunsAsync(new RunQuery(Limit: 1000), stop);
        var near = Suggestion.Nearest(runId, known.Select(one => one.RunId));
        throw new UsageException($"There is no run '{PlainText.Short(runId, 100)}'. {(near is null ? "" : $"Did you mean '{near}'? ")}'mission list' shows the runs.");
    }

    /// <exception cref="UsageException">There is no such approval; with those that were probably meant.</exception>
    public async Task<ApprovalRecord> GetApprovalAsync(string approvalId, CancellationToken stop)
    {
        if (_reader is not null && await _reader.Approvals.GetAsync(approvalId, stop) is { } approval)
        {
            return approval;
        }

        var open = await ListApprovalsAsync(new ApprovalQuery(Open: true), stop);
        var run = InstanceIds.RunOf(approvalId);
        var near = open.Where(one => one.RunId == run || Suggestion.Nearest(run, [one.RunId]) is not null).Concat(open)
            .Select(one => one.ApprovalId).Distinct().Take(MostSuggested).ToList();
        var cure = near.Count == 0 ? "Nothing waits for a person in this hub." : $"These wait: {string.Join(", ", near)}.";
        throw new UsageException($"There is no approval '{PlainText.Short(approvalId, 200)}'. {cure}");
    }

    /// <exception cref="UsageException">There is no such risk event; with the one that was probably meant.</exception>
    public async Task<RiskEvent> GetRiskAsync(string eventId, CancellationToken stop)
    {
        if (_reader is not null && await _reader.Risks.FindAsync(eventId, stop) is { } risk)
        {
            return risk;
        }

        var known = await ListRisksAsync(new RiskQuery(Limit: 1000), stop);
        var near = Suggestion.Nearest(eventId, known.Select(one => one.EventId)) is { } meant ? $"Did you mean '{meant}'? " : "";
        throw new UsageException($"There is no risk event '{PlainText.Short(eventId, 100)}'. {near}'mission risks' lists them.");
    }

    public void Dispose() => _reader?.Dispose();
}
