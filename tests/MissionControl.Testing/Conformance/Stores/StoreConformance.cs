using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>
/// The promises of the store ports as facts. Stores inherit them and override <see cref="OpenAsync"/>; every fact opens an empty hub of its own.
/// </summary>
public abstract partial class StoreConformance
{
    /// <summary>Opens the stores of an empty hub.</summary>
    protected abstract Task<ConformanceStores> OpenAsync();

    /// <summary>How many writes an interruption goes on by from one time to the next; 1: every single one. Slow stores may leave some out.</summary>
    protected virtual int Stride => 1;

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>Texts that are no good as keys of anything.</summary>
    protected static IReadOnlyList<string> OddTexts { get; } =
        ["a/b\\c#d?e", "it's 50% + 1", "tab\tand\nline", "ü~!.-_*", "emoji \U0001F680", " leading", "A", "a", new string('x', 400)];

    /// <summary>Interrupts the work at every write it makes, before and after it, each time on stores of its own.</summary>
    /// <param name="prepare">What is there before.</param>
    /// <param name="work">What is interrupted, and then done again: a caller who heard nothing repeats its call.</param>
    /// <param name="check">What holds in the end.</param>
    protected async Task InterruptEverywhereAsync(Func<ConformanceStores, Task> prepare, Func<ConformanceStores, Task> work, Func<ConformanceStores, Task> check)
    {
        foreach (var afterIt in (bool[])[false, true])
        {
            var (n, interrupted) = (1 - Stride, true);
            while (interrupted)
            {
                n += Stride;
                await using var stores = await OpenAsync();
                await prepare(stores);
                interrupted = await stores.InterruptAsync(n, afterIt, () => work(stores));
                await stores.RecoverAsync();
                if (interrupted)
                {
                    await work(stores);
                }

                await check(stores);
            }

            Assert.True(n > Stride, "The work made too few writes to be interrupted.");
        }
    }

    protected static RunStart Start(string runId, string missionId = "m", string document = """{"name":"m"}""", StartKey? key = null)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var body = Encoding.UTF8.GetBytes($$"""{"content":"{{runId}}"}""");
        var hash = Wire.Sha256(body);
        var input = new AssetReference("in", AssetType.Text, hash, body.Length);
        return new RunStart(runId, missionId, bytes, Wire.Sha256(bytes), new Dictionary<string, AssetReference> { ["in"] = input }, new Dictionary<string, byte[]> { [hash] = body }, null, "ann")
        {
            Key = key,
        };
    }

    protected static ApprovalRecord Approval(string runId, DateTimeOffset at, string suffix = "plan~1", params string[] approvers) =>
        new($"{runId}~{suffix}", runId, "m", runId, new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, at, null) { Approvers = approvers };

    protected static ApprovalAuditEntry Audit(DateTimeOffset at, ApprovalAuditKind kind = ApprovalAuditKind.Viewed, string by = "ann", string? detail = null) =>
        new(at, kind, by, "api", detail);

    protected static Delivery SomeDelivery(string notification, DateTimeOffset at, string channel = "email", string? runId = null, string title = "Late") =>
        Delivery.Of(new Notification(notification, "risk.opened", at, title) { RunId = runId }, channel, "ann", at);

    protected static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>Every run of a query, page by page, with what happens between two pages.</summary>
    protected static async Task<List<RunRecord>> PageAsync(ConformanceStores stores, RunQuery query, Func<Task>? between = null)
    {
        var all = new List<RunRecord>();
        while (true)
        {
            var page = await stores.Runs.ReadPageAsync(query, None);
            Assert.InRange(page.Runs.Count, 0, query.Limit);
            all.AddRange(page.Runs);
            if (page.Next is null)
            {
                return all;
            }

            await (between?.Invoke() ?? Task.CompletedTask);
            query = query with { After = page.Next };
        }
    }

    /// <summary>Every approval of a query, page by page, with what happens between two pages.</summary>
    protected static async Task<List<ApprovalRecord>> PageAsync(ConformanceStores stores, ApprovalQuery query, Func<Task>? between = null)
    {
        var all = new List<ApprovalRecord>();
        while (true)
        {
            var page = await stores.Approvals.ListAsync(query, None);
            Assert.InRange(page.Items.Count, 0, query.Limit);
            all.AddRange(page.Items);
            if (page.Cursor is null)
            {
                return all;
            }

            await (between?.Invoke() ?? Task.CompletedTask);
            query = query with { Cursor = page.Cursor };
        }
    }
}
