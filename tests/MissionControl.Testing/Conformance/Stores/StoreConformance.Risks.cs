using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task RiskEvent_OfEveryShape_IsReadBackAsItWas()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var text in OddTexts)
        {
            await PutAsync(stores, RiskOf(text, now, runId: text, missionId: text) with { TaskId = text, RiskType = text, Severity = text, Description = new string('ü', 50_000) });
        }

        foreach (var text in OddTexts)
        {
            var found = (await stores.Risks.FindAsync(text, None))!;
            Assert.Equal((text, text, text, 50_000, now), (found.TaskId, found.RiskType, found.Severity, found.Description!.Length, found.DetectedAt));
            Assert.Equal([text], await IdsAsync(stores, new RiskQuery(MissionId: text)));
            Assert.Equal([text], await IdsAsync(stores, new RiskQuery(RunId: text)));
        }

        Assert.Equal(OddTexts.Count, (await stores.Risks.CountAsync(None)).BySeverity.Count);
        Assert.Null(await stores.Risks.FindAsync("none", None));
    }

    [StoreFact]
    public async Task Change_OfARun_IsGivenItsEventsAndTheOpenOnesOfItsMission()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await PutAsync(
            stores,
            RiskOf("own", now),
            RiskOf("own-closed", now).Close("ann", now, "done"),
            RiskOf("earlier", now, "r0"),
            RiskOf("earlier-closed", now, "r0").Close("ann", now, "done"),
            RiskOf("other", now, "r9", "m9"));

        Assert.Equal(["earlier", "own", "own-closed"], await KnownAsync(stores, "m", "r1"));
        Assert.Equal(["earlier", "own"], await KnownAsync(stores, "m", null));
        Assert.Empty(await KnownAsync(stores, "m1", null));
    }

    [StoreFact]
    public async Task Change_ByManyAtOnce_LosesNothing()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await PutAsync(stores, RiskOf("e", now) with { Description = "" });

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => stores.Risks.ChangeAsync(
            "m",
            "r1",
            known => [known.Single(risk => risk.EventId == "e") with { Description = known.Single(risk => risk.EventId == "e").Description + (char)('a' + i) }, RiskOf($"e{i}", now)],
            None)));

        Assert.Equal("abcdefghijkl", string.Concat((await stores.Risks.FindAsync("e", None))!.Description!.Order()));
        Assert.Equal(13, (await stores.Risks.CountAsync(None)).TotalCount);
        Assert.Equal(13, (await stores.Risks.ListOpenAsync(None)).Count);
    }

    [StoreFact]
    public async Task Change_ThatThrows_ChangesNothing()
    {
        await using var stores = await OpenAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => stores.Risks.ChangeAsync("m", "r1", _ => throw new InvalidDataException(), None));
        Assert.Empty(await stores.Risks.ChangeAsync("m", "r1", _ => [], None));

        Assert.Equal(0, (await stores.Risks.CountAsync(None)).TotalCount);
    }

    [StoreFact]
    public async Task RiskRollup_OfARandomHistory_IsThatOfAllEvents()
    {
        await using var stores = await OpenAsync();
        var random = new Random(7);
        var all = new Dictionary<string, RiskEvent>(StringComparer.Ordinal);
        for (var i = 0; i < 120; i++)
        {
            var risk = SomeRisk(random, stores.Clock.GetUtcNow());
            all[risk.EventId] = risk;
            await PutAsync(stores, risk);
            if (i % 20 == 19)
            {
                Assert.Equal(Text(RiskRollup.Of(all.Values)), Text(await stores.Risks.CountAsync(None)));
            }
        }

        Assert.Equal(
            all.Values.Where(risk => risk.IsOpen).Select(risk => risk.EventId).Order(StringComparer.Ordinal),
            (await stores.Risks.ListOpenAsync(None)).Select(risk => risk.EventId).Order(StringComparer.Ordinal));
    }

    [StoreFact]
    public async Task RiskEvents_AreListedLatestFirstThoseWithoutATimeLast()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await PutAsync(
            stores,
            RiskOf("b", now.AddHours(1)),
            RiskOf("a", now),
            RiskOf("d", now.AddHours(3), "r2").Close("ann", now, "done"),
            RiskOf("c", now.AddHours(2), "r3", "m2"),
            RiskOf("none", now) with { DetectedAt = null });

        Assert.Equal(["d", "c", "b", "a", "none"], await IdsAsync(stores, new RiskQuery(Limit: 1)));
        Assert.Equal(["c", "b", "a", "none"], await IdsAsync(stores, new RiskQuery(Open: true, Limit: 2)));
        Assert.Equal(["d"], await IdsAsync(stores, new RiskQuery(Open: false)));
        Assert.Equal(["d", "b", "a", "none"], await IdsAsync(stores, new RiskQuery(MissionId: "m", Limit: 2)));
        Assert.Equal(["b", "a", "none"], await IdsAsync(stores, new RiskQuery(RunId: "r1")));
        Assert.Equal(["d", "c", "b"], await IdsAsync(stores, new RiskQuery(Since: now.AddHours(1), Limit: 1)));
        Assert.Equal(["b"], await IdsAsync(stores, new RiskQuery(true, "m", "r1", now.AddHours(1))));
    }

    [StoreFact]
    public async Task RiskPages_WhileEventsComeAndClose_NeitherSkipNorRepeat()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await PutAsync(stores, [.. Enumerable.Range(0, 23).Select(i => RiskOf($"e{i:00}", now.AddMinutes(i / 4)))]);
        var found = new List<string>();
        var query = new RiskQuery(Open: true, Limit: 4);
        for (var page = await stores.Risks.ListAsync(query, None); ; page = await stores.Risks.ListAsync(query, None))
        {
            found.AddRange(page.Items.Select(risk => risk.EventId));
            if (page.Cursor is null)
            {
                break;
            }

            query = query with { Cursor = page.Cursor };
            await PutAsync(stores, RiskOf($"new{found.Count}", now.AddDays(1)), RiskOf(found[0], now.AddMinutes(5)).Close("ann", now, "done"));
        }

        Assert.Equal(found.Distinct(), found);
        Assert.Equal(23, found.Count);
        await Assert.ThrowsAsync<ArgumentException>(() => stores.Risks.ListAsync(new RiskQuery(Cursor: "no cursor"), None));
    }

    [StoreFact]
    public async Task RiskEvents_WhenTheirRunIsPurged_Stay()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        await PutAsync(stores, RiskOf("e", stores.Clock.GetUtcNow(), "r1"));
        await stores.EndAsync("r1", RunStatus.Completed);

        await stores.PurgeAsync("r1");

        Assert.Contains("e", await IdsAsync(stores, new RiskQuery(RunId: "r1")));
    }

    [StoreFact]
    public async Task Notice_OfARisk_IsLeftOnceForEachTimeItIsOpenAndHigh()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var low = RiskOf("e", now) with { Severity = Severity.Low };
        await PutAsync(stores, low);
        Assert.Empty(await stores.Notices.ListAsync(10, None));

        await PutAsync(stores, low with { Severity = Severity.High });
        await PutAsync(stores, low with { Severity = Severity.High, Description = "more is known" });
        var high = Assert.Single(await stores.Notices.ListAsync(10, None));
        Assert.Equal(RiskNotification.Of(low, low with { Severity = Severity.High })!.NotificationId, high.NotificationId);

        await PutAsync(stores, low with { Severity = Severity.Critical });
        await PutAsync(stores, (low with { Severity = Severity.Critical }).Close("ann", now.AddHours(1), "done"));
        await PutAsync(stores, low with { Severity = Severity.High });
        Assert.Equal(3, (await stores.Notices.ListAsync(10, None)).Count);

        await stores.Notices.RemoveAsync([high.NotificationId, "unknown"], None);
        await stores.Notices.RemoveAsync([high.NotificationId], None);
        Assert.Equal(2, (await stores.Notices.ListAsync(10, None)).Count);
    }

    [StoreFact]
    public async Task Notices_AreListedOldestFirst()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        for (var i = 0; i < 7; i++)
        {
            await PutAsync(stores, RiskOf($"e{9 - i}", now.AddMinutes(i)) with { Severity = Severity.High });
        }

        Assert.Equal(["e9", "e8", "e7"], (await stores.Notices.ListAsync(3, None)).Select(notice => notice.NotificationId.Split(' ')[1]));
        await stores.Notices.RemoveAsync([.. (await stores.Notices.ListAsync(5, None)).Select(notice => notice.NotificationId)], None);
        Assert.Equal(["e4", "e3"], (await stores.Notices.ListAsync(10, None)).Select(notice => notice.NotificationId.Split(' ')[1]));
    }

    protected static RiskEvent RiskOf(string eventId, DateTimeOffset at, string runId = "r1", string missionId = "m") =>
        new(eventId, runId, missionId, null, RiskType.Rework, Severity.Medium, "again", at, RiskEvent.Open);

    private static Task<IReadOnlyList<RiskEvent>> PutAsync(ConformanceStores stores, params RiskEvent[] events) =>
        stores.Risks.ChangeAsync(events[0].MissionId, events[0].RunId, _ => events, None);

    private static async Task<IEnumerable<string>> IdsAsync(ConformanceStores stores, RiskQuery query) =>
        (await stores.Risks.ListAllAsync(query, None)).Select(risk => risk.EventId);

    private static async Task<IReadOnlyList<string>> KnownAsync(ConformanceStores stores, string missionId, string? runId)
    {
        IReadOnlyList<string> ids = [];
        await stores.Risks.ChangeAsync(
            missionId,
            runId,
            known =>
            {
                ids = [.. known.Select(risk => risk.EventId).Order(StringComparer.Ordinal)];
                return [];
            },
            None);
        return ids;
    }

    private static RiskEvent SomeRisk(Random random, DateTimeOffset now)
    {
        var id = random.Next(30);
        var risk = new RiskEvent(
            $"e{id}", $"r{id % 7}", $"m{id % 3}", null, $"{(char)('a' + (id % 4))}_risk", Severity.Known[random.Next(4)], null, now.AddMinutes(id), random.Next(2) == 0 ? RiskEvent.Open : RiskEvent.Acknowledged);
        return random.Next(4) switch
        {
            0 => risk.Close("ann", now, "done"),
            1 => risk.Close(RiskEvent.System, now, "replaced_by other"),
            _ => risk,
        };
    }

    private static string Text(RiskRollup rollup) => $"{Wire.Serialize(rollup)} {rollup.Index} {rollup.OpenIndex}";
}
