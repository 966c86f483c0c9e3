using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Definitions;

/// <summary>All versions of all missions in one partition, the newest of each in a row of its own: both are written in one batch.</summary>
internal sealed class AzureMissionStore(ITableGateway tables, AzureDefinitionStore definitions) : MissionStore
{
    private const string Partition = "missions";
    private const string NewestPrefix = "newest ";
    private const string Version = "Version";
    private const long Highest = 9_999_999_999;

    public override async Task<IReadOnlyList<MissionVersion>> ListAsync(string? afterId, int limit, CancellationToken cancellationToken)
    {
        var range = TableRange.StartingWith(Partition, NewestPrefix);
        range = afterId is null ? range : range with { From = $"{NewestPrefix}{KeyText.Of(afterId)} " };
        return [.. (await tables.ReadFirstAsync(StorageNames.Definitions, range, limit, cancellationToken)).Select(Read)];
    }

    public override async Task<IReadOnlyList<MissionVersion>> VersionsAsync(string missionId, CancellationToken cancellationToken) =>
        [.. (await tables.ReadFirstAsync(StorageNames.Definitions, TableRange.StartingWith(Partition, VersionsOf(missionId)), int.MaxValue, cancellationToken)).Select(Read)];

    public override async Task<SavedMission?> GetAsync(string missionId, int? number, CancellationToken cancellationToken)
    {
        var key = number is { } one ? Numbered(missionId, one) : Newest(missionId);
        return await tables.GetAsync(StorageNames.Definitions, key, cancellationToken) is { } row
            && Read(row) is var version
            && await definitions.GetAsync(version.Sha256, cancellationToken) is { } document
            ? new SavedMission(version, document)
            : null;
    }

    public override async Task<MissionPutOutcome> PutAsync(MissionPut put, CancellationToken cancellationToken)
    {
        Identifier.Check(put.MissionId, "Mission");
        var hash = Wire.Sha256(put.Document);
        while (true)
        {
            var newest = await tables.GetAsync(StorageNames.Definitions, Newest(put.MissionId), cancellationToken);
            var there = newest is null ? null : Read(newest);
            if (put.Expected is { } expected && expected != (there?.Sha256 ?? ""))
            {
                return new MissionPutOutcome(there, Saved: false, Fits: false);
            }

            if (there?.Sha256 == hash)
            {
                return new MissionPutOutcome(there, Saved: false, Fits: true);
            }

            var version = new MissionVersion(put.MissionId, (there?.Number ?? 0) + 1, hash, put.Name, put.At, put.By);
            if (await TrySaveAsync(newest, version, put.Document, cancellationToken))
            {
                return new MissionPutOutcome(version, Saved: true, Fits: true);
            }
        }
    }

    private async Task<bool> TrySaveAsync(TableRow? newest, MissionVersion version, byte[] document, CancellationToken cancellationToken)
    {
        await definitions.KeepAsync(version.Sha256, document, $"mission {version.MissionId}", cancellationToken);
        var columns = new Dictionary<string, object> { [Version] = Wire.Serialize(version) };
        var row = new TableRow(Newest(version.MissionId), columns) { Tag = newest?.Tag };
        return await tables.TryApplyAsync(
            StorageNames.Definitions,
            [newest is null ? new TableChange.Insert(row) : new TableChange.Replace(row), new TableChange.Insert(new TableRow(Numbered(version.MissionId, version.Number), columns))],
            cancellationToken);
    }

    private static MissionVersion Read(TableRow row) => Wire.Deserialize<MissionVersion>(row.Text(Version)!)!;

    private static TableKey Newest(string missionId) => new(Partition, $"{NewestPrefix}{KeyText.Of(missionId)}");

    private static TableKey Numbered(string missionId, int number) =>
        new(Partition, VersionsOf(missionId) + (Highest - number).ToString("d10", CultureInfo.InvariantCulture));

    private static string VersionsOf(string missionId) => $"version {KeyText.Of(missionId)} ";
}
