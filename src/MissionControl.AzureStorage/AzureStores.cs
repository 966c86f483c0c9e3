using MissionControl.AzureStorage.Access;
using MissionControl.AzureStorage.Approvals;
using MissionControl.AzureStorage.Assets;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Definitions;
using MissionControl.AzureStorage.Deliveries;
using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Portfolio;
using MissionControl.AzureStorage.Records;
using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Sweeping;
using MissionControl.AzureStorage.Tables;
using MissionControl.AzureStorage.Telemetry;
using MissionControl.Portfolio;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage;

/// <summary>Where the stores write, and whom they tell.</summary>
public sealed record AzureStoresOptions
{
    public required ITableGateway Tables { get; init; }

    public required IBlobGateway Blobs { get; init; }

    public required TimeProvider Clock { get; init; }

    public required RunInstances Instances { get; init; }

    public required RunHistories Histories { get; init; }

    /// <summary>Hears of what could not be done at once and is left to the sweep.</summary>
    public required Action<Exception> Trouble { get; init; }
}

/// <summary>The stores of a task hub on tables and blobs. A write that returned is durable; whatever else follows from it is finished by the <see cref="Sweep"/>.</summary>
public sealed record AzureStores
{
    public required AssetStore Assets { get; init; }

    public required DefinitionStore Definitions { get; init; }

    public required ApprovalStore Approvals { get; init; }

    public required RecordStore Records { get; init; }

    public required ClaimStore Claims { get; init; }

    public required RunStore Runs { get; init; }

    public required DeliveryStore Deliveries { get; init; }

    public required SeenKeyStore SeenKeys { get; init; }

    public required RunEventStore Events { get; init; }

    public required MissionStore Catalogue { get; init; }

    public required ApiKeyStore Keys { get; init; }

    public required TelemetryStore Telemetry { get; init; }

    public required RiskStore Risks { get; init; }

    public required PortfolioStore Portfolio { get; init; }

    public required NoticeStore Notices { get; init; }

    /// <summary>What runs leave, and what it is judged by.</summary>
    public TelemetryPorts TelemetryPorts(PortfolioSettings settings) => new() { Records = Telemetry, Risks = Risks, Portfolio = Portfolio, Settings = settings };

    /// <summary>Starts, changes and deletes runs.</summary>
    public required RunRecords RunRecords { get; init; }

    /// <summary>Events from outside, until the platform has them.</summary>
    public required EventOutbox Outbox { get; init; }

    public required Sweep Sweep { get; init; }

    public static AzureStores Open(AzureStoresOptions options)
    {
        var (tables, clock) = (options.Tables, options.Clock);
        var payloads = new PayloadColumns(options.Blobs);
        var runs = new RunRows(tables, payloads);
        var index = new RunIndex(tables, runs, clock);
        var keys = new StartKeys(tables, runs);
        var events = new AzureRunEventStore(tables, clock);
        var definitions = new AzureDefinitionStore(tables, options.Blobs);
        var assets = new AzureAssetStore(options.Blobs);
        var deliveries = new AzureDeliveryStore(tables, payloads);
        var portfolio = PortfolioStores.Open(tables, options.Blobs, payloads, clock);
        var traces = new RunTraces(portfolio.Telemetry, portfolio.Risks);
        var approvalRows = new ApprovalRows(tables, payloads);
        var following = new ApprovalFollowing(tables, approvalRows, traces, events, options.Instances, options.Trouble);
        var approvals = new AzureApprovalStore(approvalRows, new ApprovalAuditRows(tables, approvalRows.Rows), following, runs, clock);
        var writer = new RunWriter(runs, index);
        var deletion = new RunDeletion(runs, writer, index, keys, definitions, payloads)
        {
            Approvals = approvals,
            Deliveries = deliveries,
            Events = events,
            Instances = options.Instances,
            Traces = traces,
        };
        var work = new RunWork(runs, writer, deletion, events, approvals, traces, options.Instances);
        var outbox = new EventOutbox(tables, options.Instances, options.Trouble);
        return new AzureStores
        {
            Assets = assets,
            Definitions = definitions,
            Approvals = approvals,
            Records = new AzureRecordStore(tables, payloads),
            Claims = new AzureClaimStore(tables),
            Runs = new AzureRunStore(runs, index, keys, options.Histories),
            Deliveries = deliveries,
            SeenKeys = new AzureSeenKeyStore(tables, clock),
            Events = events,
            Catalogue = new AzureMissionStore(tables, definitions),
            Keys = new AzureApiKeyStore(tables),
            Telemetry = portfolio.Telemetry,
            Risks = portfolio.Risks,
            Portfolio = portfolio.Portfolio,
            Notices = portfolio.Notices,
            RunRecords = new RunRecords(runs, writer, work, deletion, keys, (definitions, assets), clock, options.Trouble),
            Outbox = outbox,
            Sweep = new Sweep(new SweepParts(runs, index, work, definitions)
            {
                Approvals = approvalRows,
                Store = approvals,
                Following = following,
                Outbox = outbox,
                Recount = portfolio.Recount,
                Clock = clock,
                Trouble = options.Trouble,
            }),
        };
    }
}
