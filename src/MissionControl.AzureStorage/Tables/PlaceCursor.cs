namespace MissionControl.AzureStorage.Tables;

/// <summary>The place of the last record that a page looked at, as a text that callers hand back: a time newest first, a blank, a key.</summary>
internal static class PlaceCursor
{
    private const int TicksLength = 19;
    private const int MostLength = 400;

    public static string Write(string place) => place.Replace(' ', '.');

    /// <summary>The first row of a list that comes after the place; null: the list's first.</summary>
    /// <param name="what">What the pages are of.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string? RowAfter(string list, string? cursor, string what)
    {
        if (cursor is null)
        {
            return null;
        }

        return cursor.Length is > TicksLength + 1 and < MostLength
            && cursor[..TicksLength].All(char.IsAsciiDigit)
            && cursor[TicksLength] == '.'
            && cursor[(TicksLength + 1)..].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '!')
            ? $"{list}{cursor[..TicksLength]} {cursor[(TicksLength + 1)..]} "
            : throw new ArgumentException($"The cursor is none that a page of {what} gave. Begin without one.");
    }
}
