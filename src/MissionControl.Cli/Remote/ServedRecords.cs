using System.Text;
using System.Text.Json;
using MissionControl.Cli.Hub;
using MissionControl.Http.Transfers;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Transfer;

namespace MissionControl.Cli.Remote;

/// <summary>Telemetry, risks and portfolio of a hub that another process serves, on this machine or elsewhere.</summary>
/// <param name="speaksForOthers">True for the server of this user's own hub: it takes the name that a person gives.</param>
internal sealed class ServedRecords(HubServer server, bool speaksForOthers) : HubRecords
{
    public override Task<ImportOutcome> ImportFilesAsync(IReadOnlyDictionary<string, byte[]> files, string source, CancellationToken cancellationToken) =>
        SendAsync(new { Files = files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)) }, cancellationToken);

    public override Task<ImportOutcome> ImportAsync(IReadOnlyList<ExportEntry> entries, string source, CancellationToken cancellationToken) => SendAsync(entries, cancellationToken);

    public override async Task<RiskDecisionResult> DecideAsync(RiskDecision decision, CancellationToken cancellationToken)
    {
        var path = $"/api/risks/{Uri.EscapeDataString(decision.EventId)}";
        try
        {
            var before = await FindAsync(path, cancellationToken);
            var body = new { decision.Reason, By = speaksForOthers ? decision.By : null };
            var now = (await server.CallAsync(HttpMethod.Post, $"{path}/{(decision.Close ? "close" : "acknowledge")}", body, cancellationToken)).Deserialize<RiskEvent>(Wire.Options)!;
            return new RiskDecisionResult(now == before ? RiskAnswer.Repeated : RiskAnswer.Changed, now);
        }
        catch (RefusedException refused) when (refused.Code == "risk_not_found")
        {
            return new RiskDecisionResult(RiskAnswer.Unknown, null);
        }
        catch (RefusedException refused) when (refused.Code == "risk_closed")
        {
            return new RiskDecisionResult(RiskAnswer.Closed, await FindAsync(path, cancellationToken));
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }

    public override async Task<PortfolioSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await server.CallAsync(HttpMethod.Post, "/api/portfolio/snapshots", null, cancellationToken)).Deserialize<PortfolioSnapshot>(Wire.Options)!;
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }

    private async Task<RiskEvent> FindAsync(string path, CancellationToken cancellationToken) =>
        (await server.CallAsync(HttpMethod.Get, path, null, cancellationToken)).Deserialize<RiskEvent>(Wire.Options)!;

    private async Task<ImportOutcome> SendAsync(object body, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (await server.CallAsync(HttpMethod.Post, "/api/import", body, cancellationToken)).Deserialize<ImportAnswer>(Wire.Options)!;
            return new ImportOutcome(answer.Counts, answer.Warnings);
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }
}
