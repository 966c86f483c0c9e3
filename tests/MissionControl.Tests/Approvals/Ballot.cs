using MissionControl.Approvals;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Tests.Approvals;

/// <summary>One approval in a store, without a run: what people do to it and what it becomes.</summary>
internal sealed class Ballot : IAsyncDisposable
{
    public const string Id = "run~hop~a~1";

    private readonly TestRuntime _runtime;

    private Ballot(TestRuntime runtime) => _runtime = runtime;

    public ManualClock Clock => _runtime.Clock;

    public ApprovalStore Store => _runtime.Stores.Approvals;

    public static async Task<Ballot> OpenAsync(Func<ApprovalRecord, ApprovalRecord> change)
    {
        var ballot = new Ballot(await TestRuntime.StartAsync(new OrchestrationRegistry()));
        var subject = new ApprovalSubject(ApprovalSubjectKind.Hop, 1, "a");
        var record = new ApprovalRecord(Id, "run", "test", "run~a", subject, ApprovalStatus.Pending, ballot.Clock.GetUtcNow(), null);
        await ballot.Store.AddAsync(change(record), [], CancellationToken.None);
        return ballot;
    }

    public static Task<Ballot> OpenAsync(ApprovalRule rule, int? quorum, params string[] approvers) =>
        OpenAsync(record => record with { Approvers = approvers, Rule = rule, Quorum = quorum });

    public Task<VoteResult> VoteAsync(string by, bool approve = true, string? comment = null, string? changes = null) =>
        new ApprovalVote(Id, approve, by, "test", comment, changes is null ? null : Wire.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(changes))
            .CastAsync(Store, Clock, CancellationToken.None);

    public Task<VoteResult> DelegateAsync(string from, string to) => new ApprovalDelegation(Id, from, to, "test").ApplyAsync(Store, Clock, CancellationToken.None);

    public async Task<ApprovalRecord> ReadAsync() => (await Store.GetAsync(Id, CancellationToken.None))!;

    public Task<IReadOnlyList<ApprovalAuditEntry>> AuditAsync() => Store.ReadAuditAsync(Id, CancellationToken.None);

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();
}
