using MissionControl.AzureStorage.Azurite;

namespace MissionControl.AzureStorage.Tables;

/// <summary>What the stores rely on, held against each gateway on a real table service.</summary>
public abstract class TableGatewayConformance : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _table = $"T{Guid.NewGuid():N}";
    private ITableGateway _tables = null!;

    public async Task InitializeAsync() => _tables = AzuriteSkip.Reason is null ? await OpenAsync(_table) : null!;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A gateway that has this table, empty.</summary>
    protected abstract Task<ITableGateway> OpenAsync(string table);

    [AzuriteFact]
    public async Task Row_ThatWasInserted_IsReadBackWithEveryTypeOfColumn()
    {
        var time = new DateTimeOffset(2026, 2, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1234567);
        var columns = new Dictionary<string, object>
        {
            ["Text"] = "ä\n\"'<>",
            ["Long"] = long.MaxValue,
            ["Half"] = 0.5,
            ["Flag"] = true,
            ["Time"] = time,
            ["Bytes"] = new byte[] { 0, 255, 7 },
        };

        var inserted = await _tables.InsertAsync(_table, new TableRow(new TableKey("p", "r"), columns), None);
        var read = await _tables.GetAsync(_table, new TableKey("p", "r"), None);

        Assert.Equal(inserted!.Tag, read!.Tag);
        Assert.Equal(columns.OrderBy(column => column.Key), read.Columns.OrderBy(column => column.Key));
    }

    [AzuriteTheory]
    [InlineData("it's", "50% + 1")]
    [InlineData("a b", "ü~!.-_")]
    public async Task Key_OfUnusualCharacters_IsFoundAgain(string partition, string row)
    {
        await _tables.UpsertAsync(_table, Row(partition, row, 1), None);

        Assert.NotNull(await _tables.GetAsync(_table, new TableKey(partition, row), None));
        Assert.Single((await _tables.QueryAsync(_table, new TableRange(partition, row), 10, null, None)).Rows);
    }

    [AzuriteFact]
    public async Task Insert_OfAKeyThatIsTaken_ChangesNothing()
    {
        await _tables.InsertAsync(_table, Row("p", "r", 1), None);

        Assert.Null(await _tables.InsertAsync(_table, Row("p", "r", 2), None));
        Assert.Equal(1, await ValueAsync("p", "r"));
    }

    [AzuriteFact]
    public async Task Replace_WithAnOldTag_ChangesNothing()
    {
        var first = await _tables.InsertAsync(_table, Row("p", "r", 1), None);
        var second = await _tables.ReplaceAsync(_table, first! with { Columns = Row("p", "r", 2).Columns }, None);

        Assert.NotNull(second);
        Assert.Null(await _tables.ReplaceAsync(_table, first with { Columns = Row("p", "r", 3).Columns }, None));
        Assert.Null(await _tables.ReplaceAsync(_table, Row("p", "nobody", 1) with { Tag = second.Tag }, None));
        Assert.Equal(2, await ValueAsync("p", "r"));
    }

    [AzuriteFact]
    public async Task Replace_ByManyAtOnce_IsWonByOneOfEachRound()
    {
        await _tables.InsertAsync(_table, Row("p", "r", 0), None);
        for (var round = 0; round < 10; round++)
        {
            var seen = (await _tables.GetAsync(_table, new TableKey("p", "r"), None))!;
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _tables.ReplaceAsync(_table, seen with { Columns = Row("p", "r", round + 1).Columns }, None)));

            Assert.Single(answers, answer => answer is not null);
        }

        Assert.Equal(10, await ValueAsync("p", "r"));
    }

    [AzuriteFact]
    public async Task Delete_WithAnOldTag_ChangesNothing()
    {
        var first = await _tables.InsertAsync(_table, Row("p", "r", 1), None);
        await _tables.UpsertAsync(_table, Row("p", "r", 2), None);

        Assert.False(await _tables.DeleteAsync(_table, new TableKey("p", "r"), first!.Tag, None));
        Assert.True(await _tables.DeleteAsync(_table, new TableKey("p", "r"), null, None));
        Assert.False(await _tables.DeleteAsync(_table, new TableKey("p", "r"), null, None));
    }

    [AzuriteFact]
    public async Task Query_OfARange_GivesItsRowsInOrderPageByPage()
    {
        foreach (var i in Enumerable.Range(0, 23).Reverse())
        {
            await _tables.UpsertAsync(_table, Row("p", $"r{i:00}", i), None);
        }

        await _tables.UpsertAsync(_table, Row("q", "r05", 99), None);
        var found = new List<long>();
        string? continuation = null;
        do
        {
            var page = await _tables.QueryAsync(_table, new TableRange("p", "r03", "r20"), 5, continuation, None);
            Assert.InRange(page.Rows.Count, 0, 5);
            found.AddRange(page.Rows.Select(row => row.Number("Value")!.Value));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(Enumerable.Range(3, 17).Select(i => (long)i), found);
    }

    [AzuriteFact]
    public async Task Query_ByPrefix_LeavesItsNeighboursOut()
    {
        foreach (var row in (string[])["ab", "ab~1", "ab~2", "abz", "ac"])
        {
            await _tables.UpsertAsync(_table, Row("p", row, 1), None);
        }

        var rows = (await _tables.QueryAsync(_table, TableRange.StartingWith("p", "ab~"), 10, null, None)).Rows;

        Assert.Equal(["ab~1", "ab~2"], rows.Select(row => row.Key.Row));
    }

    [AzuriteFact]
    public async Task Batch_OfEveryKindOfChange_IsMadeWhole()
    {
        var old = await _tables.InsertAsync(_table, Row("p", "replaced", 1), None);
        await _tables.InsertAsync(_table, Row("p", "deleted", 1), None);

        var done = await _tables.TryApplyAsync(
            _table,
            [
                new TableChange.Insert(Row("p", "inserted", 5)),
                new TableChange.Replace(old! with { Columns = Row("p", "replaced", 6).Columns }),
                new TableChange.Upsert(Row("p", "upserted", 7)),
                new TableChange.Delete(new TableKey("p", "deleted"), null),
            ],
            None);

        Assert.True(done);
        Assert.Equal([5, 6, 7, null], [await ValueAsync("p", "inserted"), await ValueAsync("p", "replaced"), await ValueAsync("p", "upserted"), await ValueAsync("p", "deleted")]);
    }

    [AzuriteFact]
    public async Task Batch_WithOneConditionThatFails_ChangesNothing()
    {
        await _tables.InsertAsync(_table, Row("p", "taken", 1), None);

        var done = await _tables.TryApplyAsync(_table, [new TableChange.Upsert(Row("p", "new", 2)), new TableChange.Insert(Row("p", "taken", 2))], None);

        Assert.False(done);
        Assert.Equal((null, 1L), (await ValueAsync("p", "new"), await ValueAsync("p", "taken")));
    }

    private static TableRow Row(string partition, string row, long value) =>
        new(new TableKey(partition, row), new Dictionary<string, object> { ["Value"] = value });

    private async Task<long?> ValueAsync(string partition, string row) => (await _tables.GetAsync(_table, new TableKey(partition, row), None))?.Number("Value");
}
