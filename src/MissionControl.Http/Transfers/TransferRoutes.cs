using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Transfers;

internal static class TransferRoutes
{
    /// <summary>What is larger is sent in parts, each an export with its header.</summary>
    public const long MaxImport = 128L * 1024 * 1024;

    private const string Tag = "transfer";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("import_records", "POST", "/api/import", Role.Admin, TransferHandlers.ImportAsync)
        {
            Summary = "Takes reference files or an export in: all of it or nothing. The same again changes nothing.",
            MaxBody = MaxImport,
            Contract = new RouteContract(Tag) { Body = typeof(ImportBody), Answers = [new RouteAnswer(200, "It is on disk.", typeof(ImportAnswer))], Problems = [413, 415, 422, 501] },
        },
        new("export_records", "GET", "/api/export", Role.Admin, TransferHandlers.ExportAsync)
        {
            Summary = "Saved missions, imported reference files and the telemetry of runs that ended, for another hub to import.",
            Contract = new RouteContract(Tag) { Answers = [new RouteAnswer(200, "A list of entries, the header first.", typeof(IReadOnlyList<Transfer.ExportEntry>))], Problems = [501] },
        },
    ];
}
