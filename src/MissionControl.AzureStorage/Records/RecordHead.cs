using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Records;

/// <summary>Which segments make up a store, and how many records they hold.</summary>
/// <param name="First">The number of the first segment that counts; what is before it was replaced and is being cleared away.</param>
/// <param name="Last">The number of the last one; <paramref name="First"/> less one when the store never held any.</param>
internal sealed record RecordHead(long First, long Last, long Total, string? Tag)
{
    public static RecordHead Empty { get; } = new(1, 0, 0, null);

    public long Segments => Last - First + 1;

    public static RecordHead Of(TableRow row) => new(row.Number(nameof(First))!.Value, row.Number(nameof(Last))!.Value, row.Number(nameof(Total))!.Value, row.Tag);

    public TableChange Write(TableKey key)
    {
        var columns = new Dictionary<string, object> { [nameof(First)] = First, [nameof(Last)] = Last, [nameof(Total)] = Total };
        var row = new TableRow(key, columns) { Tag = Tag };
        return Tag is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
    }
}
