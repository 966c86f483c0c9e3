using System.Text.Json;
using MissionControl.Missions;

namespace MissionControl.Http.Missions;

/// <summary>A mission as lists show it: its newest version, or one that the server brings along.</summary>
public sealed record MissionEntry(string MissionId)
{
    public string? Name { get; init; }

    /// <summary>Null for a mission of the server's own that nobody saved.</summary>
    public int? Version { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    public string? SavedBy { get; init; }

    public static MissionEntry Of(MissionVersion version) => new(version.MissionId)
    {
        Name = version.Name,
        Version = version.Number,
        Sha256 = version.Sha256,
        SavedAt = version.SavedAt,
        SavedBy = version.SavedBy,
    };
}

/// <param name="Cursor">Gives the next page; null on the last one.</param>
public sealed record MissionPage(IReadOnlyList<MissionEntry> Missions, string? Cursor);

/// <summary>One version of a mission with its document.</summary>
/// <param name="Version">Null for a mission of the server's own that nobody saved.</param>
/// <param name="Versions">All of them, newest first.</param>
public sealed record MissionDetail(string MissionId, int? Version, string Sha256, JsonElement Document, IReadOnlyList<MissionEntry> Versions)
{
    public static MissionDetail Of(string missionId, byte[] document, IReadOnlyList<MissionVersion> versions, int? number)
    {
        var start = document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        using var json = JsonDocument.Parse(document.AsMemory(start), new JsonDocumentOptions { MaxDepth = Wire.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return new MissionDetail(missionId, number, Wire.Sha256(document), json.RootElement.Clone(), [.. versions.Select(MissionEntry.Of)]);
    }
}

/// <summary>A document without a fault.</summary>
public sealed record ValidAnswer(string MissionId, string Name, IReadOnlyList<InputAnswer> Inputs);

/// <param name="Required">True: it has no content in the document and must be given at start.</param>
public sealed record InputAnswer(string Id, string Type, bool Required);
