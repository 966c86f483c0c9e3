using MissionControl.Hops;
using MissionControl.Missions.Reading;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>Reads mission documents: a definition that is sound in itself, or every fault of the document at once.</summary>
public static class MissionDocument
{
    /// <summary>16 MiB. Larger content belongs into an input that is given at start.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Judges everything that the document alone decides: syntax, fields, values, ids, paths, and the hop graph.</summary>
    /// <param name="utf8">The file's bytes, with or without a byte order mark.</param>
    /// <param name="file">The file as the user named it, for errors.</param>
    public static MissionDocumentReading Read(ReadOnlyMemory<byte> utf8, string file, int maxBytes = MaxBytes) =>
        Read(utf8, file, null, maxBytes);

    /// <summary>The same, and <see cref="MissionCheck"/> on as much of the document as could be read: so all faults are told at once.</summary>
    public static MissionDocumentReading Read(ReadOnlyMemory<byte> utf8, string file, ToolRegistry? tools, int maxBytes = MaxBytes)
    {
        var errors = new DocumentErrors(file);
        var definition = utf8.Length > maxBytes ? TooLarge(utf8.Length, maxBytes, errors) : ReadDefinition(utf8, errors);
        if (definition is not null)
        {
            HopGraphBuilder.Build(definition, errors);
            ApprovalCheck.Report(definition, errors);
            if (tools is not null)
            {
                MissionCheck.Report(definition, tools, errors);
            }
        }

        return definition is null || errors.Any
            ? new MissionDocumentReading.Refused(errors.ToList())
            : new MissionDocumentReading.Sound(definition);
    }

    /// <summary>The fault of a file of more than <paramref name="maxBytes"/>, for callers that know the size before they read the file.</summary>
    public static DocumentError TooLarge(string file, long bytes, long maxBytes = MaxBytes) => new(
        file,
        "$",
        $"a file of {bytes} bytes",
        $"A mission document has at most {maxBytes} bytes; give large content as an input at start.");

    private static MissionDefinition? TooLarge(int bytes, int maxBytes, DocumentErrors errors)
    {
        var error = TooLarge("", bytes, maxBytes);
        errors.Add(DocumentPlace.Root, error.Found, error.Cure);
        return null;
    }

    private static MissionDefinition? ReadDefinition(ReadOnlyMemory<byte> utf8, DocumentErrors errors)
    {
        using var document = DocumentSyntax.Parse(utf8, errors);
        return document is null ? null : MissionReader.Read(new DocumentNode(document.RootElement, DocumentPlace.Root, errors));
    }
}
