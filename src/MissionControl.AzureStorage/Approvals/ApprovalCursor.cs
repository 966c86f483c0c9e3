namespace MissionControl.AzureStorage.Approvals;

/// <summary>The place of the last approval that a page looked at, as a text that callers hand back.</summary>
internal static class ApprovalCursor
{
    private const int TicksLength = 19;
    private const int MostLength = 400;

    /// <param name="place">As <see cref="ApprovalLists.Place"/> makes it.</param>
    public static string Write(string place) => place.Replace(' ', '.');

    /// <summary>The first row of a list that comes after the place; null: the list's first.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string? RowAfter(string list, string? cursor)
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
            : throw new ArgumentException("The cursor is none that a page of approvals gave. Begin without one.");
    }
}
