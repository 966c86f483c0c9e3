using MissionControl.Approvals;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Cli.Hub;

/// <summary>A hub as changing verbs use it: their own, or one that another process serves.</summary>
internal abstract class HubAccess : IAsyncDisposable
{
    /// <summary>Changes runs, and reads them as they stand.</summary>
    public abstract MissionClient Missions { get; }

    public abstract AssetStore Assets { get; }

    /// <summary>For reading; votes go through <see cref="VoteAsync"/> and <see cref="DelegateAsync"/>.</summary>
    public abstract ApprovalStore Approvals { get; }

    public abstract HubRecords Records { get; }

    /// <summary>Where the hub is served by another process; null when it is owned here.</summary>
    public virtual Uri? Server => null;

    public abstract Task<VoteResult> VoteAsync(ApprovalVote vote, CancellationToken cancellationToken);

    public abstract Task<VoteResult> DelegateAsync(ApprovalDelegation delegation, CancellationToken cancellationToken);

    /// <summary>Records that somebody looked at the approval.</summary>
    public abstract Task ViewAsync(string approvalId, string by, CancellationToken cancellationToken);

    /// <summary>Looks at where the run is: from here on changes are shown.</summary>
    public abstract Task<RunDriver> FollowAsync(Terminal terminal, string runId);

    /// <summary>Completes when nothing is under way that this process would cut off.</summary>
    public abstract Task WhenIdleAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>This process owns the hub.</summary>
internal sealed class OwnedHub(EmbeddedRuntime runtime, HubNotifications notifications, HubRecords records, TimeProvider clock) : HubAccess
{
    public override MissionClient Missions => runtime.Missions;

    public override AssetStore Assets => runtime.Stores.Assets;

    public override ApprovalStore Approvals => runtime.Stores.Approvals;

    public override HubRecords Records => records;

    public override Task<VoteResult> VoteAsync(ApprovalVote vote, CancellationToken cancellationToken) => vote.CastAsync(Approvals, clock, cancellationToken);

    public override Task<VoteResult> DelegateAsync(ApprovalDelegation delegation, CancellationToken cancellationToken) =>
        delegation.ApplyAsync(Approvals, clock, cancellationToken);

    public override Task ViewAsync(string approvalId, string by, CancellationToken cancellationToken) =>
        Approvals.AuditAsync(approvalId, new ApprovalAuditEntry(clock.GetUtcNow(), ApprovalAuditKind.Viewed, by, Person.Channel), cancellationToken);

    public override async Task<RunDriver> FollowAsync(Terminal terminal, string runId) => await OwnedRunDriver.BeginAsync(terminal, runtime, this, runId);

    public override Task WhenIdleAsync() => runtime.WhenIdleAsync();

    public override async ValueTask DisposeAsync()
    {
        await notifications.DisposeAsync();
        await runtime.DisposeAsync();
    }
}
