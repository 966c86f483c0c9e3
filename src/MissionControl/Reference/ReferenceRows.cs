using System.Text.Json;

namespace MissionControl.Reference;

/// <summary>The rows of reference files: each file is a list of objects, within limits that keep a hostile one cheap.</summary>
internal sealed class ReferenceRows(Func<string, byte[]?> files, ReferenceFaults faults)
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxFileBytes = 32 * 1024 * 1024;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false };

    private readonly Dictionary<string, byte[]?> _read = new(StringComparer.Ordinal);

    public bool Has(string file) => Bytes(file) is not null;

    /// <summary>What the rows of a file become; rows that are not sound are left out. A file that is absent has none.</summary>
    /// <param name="key">What no two rows may have in common; null: nothing.</param>
    public IReadOnlyList<T> Read<T>(string file, Func<ReferenceRow, T> parse, Func<T, string>? key = null)
    {
        var rows = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Open(file))
        {
            var value = parse(row);
            if (row.IsSound && key is not null && !seen.Add(key(value)))
            {
                row.Fault("", $"there is another row for '{key(value)}'", "Keep one of them.");
            }

            if (row.IsSound)
            {
                rows.Add(value);
            }
        }

        return rows;
    }

    /// <summary>A missing file is a fault.</summary>
    public void Require(string file)
    {
        if (!Has(file))
        {
            faults.Error(file, "$", "the file is missing", "Add it; a list without rows, [], will do.");
        }
    }

    private List<ReferenceRow> Open(string file)
    {
        using var document = Parse(file);
        if (document is null)
        {
            return [];
        }

        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            faults.Error(file, "$", "it is not a list", "Write a list of objects: [{...}, ...].");
            return [];
        }

        var rows = new List<ReferenceRow>();
        var index = 0;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var path = $"$[{index++}]";
            if (element.ValueKind == JsonValueKind.Object)
            {
                rows.Add(new ReferenceRow(file, path, element.Clone(), faults));
            }
            else
            {
                faults.Error(file, path, "it is not an object", "Write one object per row.");
            }
        }

        return rows;
    }

    private JsonDocument? Parse(string file)
    {
        if (Bytes(file) is not { } bytes)
        {
            return null;
        }

        if (bytes.Length > MaxFileBytes)
        {
            faults.Error(file, "$", $"it has {bytes.Length} bytes", $"Reference files have at most {MaxFileBytes} bytes.");
            return null;
        }

        try
        {
            var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return JsonDocument.Parse(bytes.AsMemory(start), Limits);
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            faults.Error(file, "$", $"it is not JSON at {place}", $"Write a list of objects, UTF-8, without a member twice, at most {Wire.MaxDepth} levels deep.");
            return null;
        }
    }

    private byte[]? Bytes(string file)
    {
        if (!_read.TryGetValue(file, out var bytes))
        {
            _read[file] = bytes = files(file);
        }

        return bytes;
    }
}
