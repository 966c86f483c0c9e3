using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Transfer;

namespace MissionControl.Cli.Hub;

/// <summary>What changing verbs do to a hub's telemetry, risks and portfolio.</summary>
internal abstract class HubRecords
{
    /// <exception cref="ImportFaultException">The files are not sound; nothing was taken.</exception>
    public abstract Task<ImportOutcome> ImportFilesAsync(IReadOnlyDictionary<string, byte[]> files, string source, CancellationToken cancellationToken);

    /// <param name="entries">An export or a part of one.</param>
    public abstract Task<ImportOutcome> ImportAsync(IReadOnlyList<ExportEntry> entries, string source, CancellationToken cancellationToken);

    public abstract Task<RiskDecisionResult> DecideAsync(RiskDecision decision, CancellationToken cancellationToken);

    /// <summary>Computes the snapshot of now, keeps it, and evaluates the triggers.</summary>
    public abstract Task<PortfolioSnapshot> SnapshotAsync(CancellationToken cancellationToken);
}

/// <summary>The hub is this process's own.</summary>
internal sealed class OwnedRecords(TransferPorts ports, HubPortfolio portfolio, TimeProvider clock) : HubRecords
{
    private readonly HubImport _import = new(ports, clock);

    public override Task<ImportOutcome> ImportFilesAsync(IReadOnlyDictionary<string, byte[]> files, string source, CancellationToken cancellationToken) =>
        _import.ImportFilesAsync(files, source, cancellationToken);

    public override Task<ImportOutcome> ImportAsync(IReadOnlyList<ExportEntry> entries, string source, CancellationToken cancellationToken) =>
        _import.ImportAsync(entries, source, cancellationToken);

    public override Task<RiskDecisionResult> DecideAsync(RiskDecision decision, CancellationToken cancellationToken) =>
        decision.ApplyAsync(ports.Telemetry.Risks, clock, cancellationToken);

    public override async Task<PortfolioSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var snapshot = await new PortfolioTick(portfolio).SnapshotAsync(now, cancellationToken);
        await TriggerEvaluation.RunAsync(ports.Telemetry, now, cancellationToken);
        return snapshot;
    }
}
