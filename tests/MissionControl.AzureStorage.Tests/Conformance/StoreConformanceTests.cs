using MissionControl.AzureStorage.Azurite;
using MissionControl.Testing.Conformance.Stores;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Conformance;

/// <summary>Fast, and interrupted at every single call.</summary>
public sealed class MemoryStoreConformanceTests : StoreConformance
{
    protected override Task<ConformanceStores> OpenAsync() =>
        Task.FromResult<ConformanceStores>(new AzureConformanceStores(new MemoryTableGateway(), new MemoryBlobGateway()));
}

/// <summary>On a real table and blob service; every fact has tables of its own.</summary>
[AzuriteStores]
[Collection(AzuriteGroup.Name)]
public sealed class AzuriteStoreConformanceTests(AzuriteServer azurite) : StoreConformance
{
    protected override int Stride => 5;

    protected override Task<ConformanceStores> OpenAsync() =>
        Task.FromResult<ConformanceStores>(new AzureConformanceStores(azurite.Tables(), azurite.Blobs(), $"t{Guid.NewGuid():n}"));
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class AzuriteStoresAttribute : StoresNeedAttribute
{
    public override string? SkipReason => AzuriteSkip.Reason;
}
