using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Transfer;

/// <summary>
/// One entry of an export, which is a JSON list of entries: the header first, then what a hub holds, each entry with exactly one member. A list
/// can be written and read entry by entry, whatever its length, and one that was cut off is no JSON.
/// </summary>
public sealed record ExportEntry
{
    /// <summary>The first entry, and only that.</summary>
    public ExportHeader? Export { get; init; }

    /// <summary>A saved version of a mission; those of one mission stand together, oldest first.</summary>
    public ExportedVersion? MissionVersion { get; init; }

    /// <summary>An imported reference file; all of them stand together.</summary>
    public ExportedFile? ReferenceFile { get; init; }

    public MissionRun? MissionRun { get; init; }

    public TaskLog? TaskLog { get; init; }

    public Intervention? Intervention { get; init; }

    public RiskEvent? RiskEvent { get; init; }

    public PortfolioSnapshot? Snapshot { get; init; }
}

/// <summary>Says what the list is.</summary>
public sealed record ExportHeader(string Kind, string SchemaVersion, DateTimeOffset ExportedAt)
{
    public const string MissionControl = "mission_control_export";

    /// <summary>The version that is written; what has another number before the point cannot be read.</summary>
    public const string Current = "1.0";
}

/// <summary>A saved version of a mission.</summary>
/// <param name="Document">The document as text: its UTF-8 bytes are the version's, to the last one.</param>
public sealed record ExportedVersion(string MissionId, string Name, int Number, string Sha256, DateTimeOffset SavedAt, string? SavedBy, string Document)
{
    internal static ExportedVersion Of(MissionVersion version, byte[] document) => new(
        version.MissionId, version.Name, version.Number, version.Sha256, version.SavedAt, version.SavedBy, System.Text.Encoding.UTF8.GetString(document));
}

/// <summary>A reference file.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Content">The file as text: its UTF-8 bytes are the file's, to the last one.</param>
public sealed record ExportedFile(string Name, string Content);
