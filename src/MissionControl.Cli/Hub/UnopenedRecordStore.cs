using System.Text.Json.Nodes;
using MissionControl.Runtime;

namespace MissionControl.Cli.Hub;

/// <summary>Stands where tools are only asked for their signatures: whoever used it would have forgotten to open the hub.</summary>
internal sealed class UnopenedRecordStore : RecordStore
{
    public override Task<RecordReceipt> WriteAsync(RecordWrite write, CancellationToken cancellationToken) => throw Unopened();

    public override Task<IReadOnlyList<JsonObject>?> ReadAsync(string storeName, CancellationToken cancellationToken) => throw Unopened();

    private static InvalidOperationException Unopened() => new("No hub is open.");
}
