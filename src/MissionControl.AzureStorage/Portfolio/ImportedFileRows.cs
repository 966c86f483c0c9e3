using System.Globalization;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Portfolio;

/// <summary>Imported files in blobs, and one row that names those that count. They are there before the row names them; those of the row before go after it.</summary>
internal sealed class ImportedFileRows(ITableGateway tables, IBlobGateway blobs)
{
    private const int MostListed = 1000;
    private const string Number = "Number";
    private const string Version = "Version";
    private const string ImportedAt = "ImportedAt";
    private const string Names = "Names";
    private static readonly TableKey Current = new("files", "current");

    public async Task PutAsync(ImportedFiles files, CancellationToken cancellationToken)
    {
        while (true)
        {
            var there = await tables.GetAsync(StorageNames.PortfolioSnapshots, Current, cancellationToken);
            var number = (there?.Number(Number) ?? 0) + 1;
            var owner = $"{OwnerOf(number)}{files.Version}/";
            foreach (var (name, content) in files.Files)
            {
                await blobs.PutAsync(StorageNames.Assets, owner + KeyText.Of(name), content, cancellationToken);
            }

            var columns = new Dictionary<string, object>
            {
                [Number] = number,
                [Version] = files.Version,
                [ImportedAt] = files.ImportedAt.ToUniversalTime(),
                [Names] = Wire.Serialize(files.Files.Keys),
            };
            var row = new TableRow(Current, columns) { Tag = there?.Tag };
            TableChange change = there is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            if (await tables.TryApplyAsync(StorageNames.PortfolioSnapshots, [change], cancellationToken))
            {
                await ForgetAsync(number - 1, cancellationToken);
                return;
            }
        }
    }

    /// <summary>Null when there are none, or when they are those of the version that is known.</summary>
    public async Task<ImportedFiles?> ReadAsync(string? knownVersion, CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(StorageNames.PortfolioSnapshots, Current, cancellationToken) is { } row && row.Text(Version) is { } version && version != knownVersion)
        {
            var owner = $"{OwnerOf(row.Number(Number)!.Value)}{version}/";
            var names = Wire.Deserialize<List<string>>(row.Text(Names)!)!;
            var contents = await names.ReadEachAsync(name => blobs.GetAsync(StorageNames.Assets, owner + KeyText.Of(name), cancellationToken));
            if (!contents.Contains(null))
            {
                return new ImportedFiles(version, row.Time(ImportedAt)!.Value, names.Zip(contents).ToDictionary(file => file.First, file => file.Second!));
            }
        }

        return null;
    }

    private async Task ForgetAsync(long number, CancellationToken cancellationToken)
    {
        foreach (var name in (await blobs.ListAsync(StorageNames.Assets, OwnerOf(number), MostListed, null, cancellationToken)).Names)
        {
            await blobs.DeleteAsync(StorageNames.Assets, name, cancellationToken);
        }
    }

    private static string OwnerOf(long number) => string.Create(CultureInfo.InvariantCulture, $"imports/{number}/");
}
