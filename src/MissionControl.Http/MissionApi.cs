using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MissionControl.Http.Access;
using MissionControl.Http.Events;
using MissionControl.Http.Metrics;
using MissionControl.Http.Missions;
using MissionControl.Http.Problems;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Http;

/// <summary>All that the handlers use of the world. A host fills it once; what is optional answers 501 <c>not_on_this_runtime</c> where it is missing.</summary>
public sealed record MissionApi
{
    public required MissionClient Missions { get; init; }

    public required ApprovalStore Approvals { get; init; }

    public required AssetStore Assets { get; init; }

    public required DefinitionStore Definitions { get; init; }

    public required RunEventStore Events { get; init; }

    public required MissionStore Catalogue { get; init; }

    /// <summary>Missions that come with the server, beside those that were saved; null: none.</summary>
    public MissionLibrary? Library { get; init; }

    /// <summary>The tools as documents are checked against them.</summary>
    public required ToolRegistry Tools { get; init; }

    public required ReferenceSource Reference { get; init; }

    /// <summary>Where runs find agents and what their tools read; absolute, null where there is none.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>What runs leave; null where the runtime keeps none of it.</summary>
    public TelemetryPorts? Telemetry { get; init; }

    /// <summary>The portfolio over that; null where there is none.</summary>
    public HubPortfolio? Portfolio { get; init; }

    /// <summary>Whether work can be taken at present; null where the platform tells.</summary>
    public HubHealth? Health { get; init; }

    /// <summary>The figures of this process; null where the platform collects them.</summary>
    public MetricsText? Metrics { get; init; }

    /// <summary>Cancelled when the server begins to stop: streams end then.</summary>
    public CancellationToken Stopping { get; init; }

    public required CallerSource Callers { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>API keys; null where the platform has its own.</summary>
    public ApiKeyStore? Keys { get; init; }

    /// <summary>Names that requests may call this server by, beside <c>localhost</c> and addresses in figures.</summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];

    /// <summary>What an exception of the runtime means to a caller; null: it is unexpected.</summary>
    public Func<Exception, Problem?> Explain { get; init; } = static _ => null;

    /// <summary>What answers people and systems who come through a channel; null: no configuration, and their routes are not there.</summary>
    public Channels.ChannelDoors? Channels { get; init; }

    public ILogger Log { get; init; } = NullLogger.Instance;

    public RunStore Runs => Missions.Runs;

    internal FailureLimit Failures { get; } = new();

    internal OpenStreams Streams { get; } = new();

    internal ReadDocuments Documents { get; } = new();
}
