using MissionControl.Approvals;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Embedded.Replaying;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

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

    public void Dispose() => _reader?.Dispose();
}
