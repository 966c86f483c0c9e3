using MissionControl.Testing.Conformance.Stores;

namespace MissionControl.Embedded.Tests.Conformance;

public sealed class MemoryStoreConformanceTests : StoreConformance
{
    protected override Task<ConformanceStores> OpenAsync() => EmbeddedStores.OpenAsync(inFile: false);
}

public sealed class SqliteStoreConformanceTests : StoreConformance
{
    protected override Task<ConformanceStores> OpenAsync() => EmbeddedStores.OpenAsync(inFile: true);
}
