using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Notices;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Risks;
using MissionControl.AzureStorage.Tables;
using MissionControl.AzureStorage.Telemetry;
using MissionControl.Portfolio;
using MissionControl.Risk;

namespace MissionControl.AzureStorage.Portfolio;

/// <summary>The stores of telemetry, risks, portfolio and notices, with what counts for them.</summary>
internal sealed record PortfolioStores(AzureTelemetryStore Telemetry, AzureRiskStore Risks, AzurePortfolioStore Portfolio, AzureNoticeStore Notices, Recount Recount)
{
    public static PortfolioStores Open(ITableGateway tables, IBlobGateway blobs, PayloadColumns payloads, TimeProvider clock)
    {
        var changed = new ChangedRuns(tables, clock);
        var ledgers = new LedgerRows(tables, payloads, changed);
        var buckets = new BucketRows(tables, payloads, clock);
        var sums = new HourSums(tables, payloads, buckets);
        var recount = new Recount(ledgers, changed, buckets, sums, clock);
        var telemetry = new AzureTelemetryStore(ledgers, buckets, sums, recount);
        var riskNotices = new NoticeRows(tables, StorageNames.RiskEvents, RiskRows.Partition);
        var triggerNotices = new NoticeRows(tables, StorageNames.ExecutiveTriggers, TriggerRows.Partition);
        var risks = new AzureRiskStore(new RiskRows(tables, payloads, riskNotices));
        var parts = new PortfolioParts(telemetry, risks)
        {
            Snapshots = new DailyRows<PortfolioSnapshot>(tables, payloads, StorageNames.PortfolioSnapshots),
            Rollups = new DailyRows<DailyRiskRollup>(tables, payloads, StorageNames.RiskRollups),
            Triggers = new TriggerRows(tables, triggerNotices),
            Files = new ImportedFileRows(tables, blobs),
        };
        return new PortfolioStores(telemetry, risks, new AzurePortfolioStore(tables, parts), new AzureNoticeStore([riskNotices, triggerNotices]), recount);
    }
}
