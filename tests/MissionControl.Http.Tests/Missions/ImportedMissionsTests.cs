using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Http.Missions;

public sealed class ImportedMissionsTests
{
    [Fact]
    public async Task Missions_OfImportedFiles_AreDocumentsWhoseRunsReadThoseFiles()
    {
        await using var server = await ApiServer.StartAsync();
        var stores = server.Runtime.Stores;
        var library = new ImportedMissions(new HubPortfolio(stores.TelemetryPorts(), stores.Definitions, stores.Catalogue, TimeProvider.System));
        Assert.Empty(await library.ListAsync(CancellationToken.None));
        Assert.Null(await library.FindAsync("motor-claims", CancellationToken.None));

        var files = Directory.EnumerateFiles(Repository.PathTo("data", "reference"), "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        await stores.Portfolio.ImportAsync(new PortfolioImport(ImportedFiles.Of(files, TimeProvider.System.GetUtcNow()), new TelemetryBatch()), CancellationToken.None);

        Assert.Contains("motor-claims", await library.ListAsync(CancellationToken.None));
        var found = (await library.FindAsync("motor-claims", CancellationToken.None))!;
        Assert.Equal("motor-claims", Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(found.Document, "motor-claims")).Definition.MissionId);
        Assert.Null(found.DataDirectory);
        Assert.Null(await library.FindAsync("no-mission", CancellationToken.None));
    }
}
