using System.Runtime.CompilerServices;

namespace MissionControl.Transfer;

/// <summary>
/// Cuts an export into parts that are exports themselves, so that a long one is taken in bit by bit. All reference files are in one part.
/// </summary>
public static class ExportParts
{
    /// <summary>A part grows no further than this, save for one entry that is larger, and for the reference files.</summary>
    public const int Bytes = 8 * 1024 * 1024;

    /// <param name="entries">As <see cref="ExportReader"/> gives them.</param>
    public static async IAsyncEnumerable<IReadOnlyList<ExportEntry>> CutAsync(
        IAsyncEnumerable<ExportEntry> entries, int bytes = Bytes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ExportEntry? header = null;
        List<ExportEntry> part = [];
        var size = 0;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            header ??= entry;
            var length = Wire.SerializeToUtf8Bytes(entry).Length;
            if (size + length > bytes && part.Count > 1 && (entry.ReferenceFile is null || part[^1].ReferenceFile is null))
            {
                yield return part;
                (part, size) = ([header], 0);
            }

            part.Add(entry);
            size += length;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
