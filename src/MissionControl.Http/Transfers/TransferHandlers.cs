using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Paging;
using MissionControl.Http.Portfolios;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Transfer;

namespace MissionControl.Http.Transfers;

/// <summary>Takes in what another program or hub recorded, and gives out what another hub can take in.</summary>
internal static class TransferHandlers
{
    private const string Body = "body";

    public static async Task<IResult> ImportAsync(ApiCall call)
    {
        var bytes = await JsonBody.ReadBytesAsync(call);
        var import = new HubImport(Ports(call), call.Api.Clock);
        try
        {
            // What was taken is taken whole, whoever still waits for the answer.
            var outcome = IsExport(bytes)
                ? await import.ImportAsync(await EntriesAsync(bytes, call.Aborted), Body, CancellationToken.None)
                : await import.ImportFilesAsync(Files(bytes), Body, CancellationToken.None);
            return JsonAnswer.Of(new ImportAnswer(outcome.Counts, outcome.Warnings));
        }
        catch (ImportFaultException fault)
        {
            throw ProblemList.Invalid("invalid_import", "It cannot be imported; nothing was.", [.. fault.Errors.Select(error => new ProblemError(Pointer(bytes, error), error.ToString()))]).ToException();
        }
    }

    public static Task<IResult> ExportAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        return Task.FromResult<IResult>(new ExportAnswer(new HubExport(Ports(call), call.Api.Clock)));
    }

    private static TransferPorts Ports(ApiCall call) => new(call.Api.Catalogue, call.Telemetry());

    private static bool IsExport(byte[] bytes) => bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    private static async Task<List<ExportEntry>> EntriesAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(bytes);
        var entries = new List<ExportEntry>();
        await foreach (var entry in ExportReader.ReadAsync(source, Body, cancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>A text is the file itself, other JSON is what stands in it.</summary>
    private static Dictionary<string, byte[]> Files(byte[] bytes)
    {
        using var document = JsonBody.Parse(bytes);
        return JsonBody.Bind<ImportBody>(document.RootElement).Files.ToDictionary(
            file => file.Key,
            file => Encoding.UTF8.GetBytes(file.Value.ValueKind == JsonValueKind.String ? file.Value.GetString()! : file.Value.GetRawText()),
            StringComparer.Ordinal);
    }

    /// <summary>Of a file that travels in an export the body itself.</summary>
    private static string Pointer(byte[] bytes, DocumentError error) =>
        error.File == Body ? JsonPointer.OfPath("", error.Path)
        : IsExport(bytes) ? ""
        : JsonPointer.OfPath(JsonPointer.Member("/files", error.File), error.Path);
}

/// <summary>Reference files to import; an export is sent as it is instead.</summary>
public sealed record ImportBody
{
    /// <summary>The files' usual names to their contents: the text of the file, or its JSON.</summary>
    public required Dictionary<string, JsonElement> Files { get; init; }
}

/// <summary>What an import did.</summary>
/// <param name="Warnings">What is odd about the files, each with file and record; it stopped nothing.</param>
public sealed record ImportAnswer(ImportCounts Counts, IReadOnlyList<string> Warnings);
