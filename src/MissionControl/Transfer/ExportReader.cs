using System.Runtime.CompilerServices;
using System.Text.Json;
using MissionControl.Missions;

namespace MissionControl.Transfer;

/// <summary>Reads an export entry by entry, each checked: what it gives can be imported.</summary>
public static class ExportReader
{
    private const int LongestPath = 120;

    /// <param name="file">As the user named it, for errors.</param>
    /// <exception cref="ImportFaultException">At the first entry that is not sound, or where the list ends too early.</exception>
    public static async IAsyncEnumerable<ExportEntry> ReadAsync(Stream source, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await using var entries = JsonSerializer.DeserializeAsyncEnumerable<ExportEntry>(source, Wire.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(entries, file))
        {
            var entry = entries.Current;
            var faults = ExportCheck.Of(entry, file, number++);
            if (faults.Count > 0)
            {
                throw new ImportFaultException(faults);
            }

            yield return entry!;
        }

        if (number == 0)
        {
            throw new ImportFaultException(new DocumentError(file, "$", "it is an empty list", "Name a file that 'mission export' wrote."));
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ExportEntry?> entries, string file)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (JsonException error)
        {
            var found = $"it is not the JSON of an export at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}";
            throw new ImportFaultException(new DocumentError(file, error.Path is { Length: <= LongestPath } path ? path : "$", found, "Name a file that 'mission export' wrote, whole and unchanged."));
        }
    }
}
