using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Paging;

/// <summary>
/// A place in a list, as clients hold it: bound to the list and its filters, so that an altered one, or one of another list, is refused.
/// It gives nothing that the caller may not list anyway, so its check needs no secret.
/// </summary>
internal static class PageCursor
{
    private const int CheckLength = 8;
    private const int MaxLength = 400;

    /// <param name="scope">The list and its filters.</param>
    public static string Write(string scope, params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\n', parts!);
        return Base64Url.EncodeToString([.. Check(scope, text), .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <exception cref="ProblemException">400: it is no cursor of this list.</exception>
    public static string[]? Read(string scope, string? cursor, int parts)
    {
        if (cursor is null)
        {
            return null;
        }

        var bytes = new byte[MaxLength];
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length <= CheckLength)
        {
            throw ProblemList.InvalidCursor.ToException();
        }

        var text = Encoding.UTF8.GetString(bytes.AsSpan(CheckLength, length - CheckLength));
        var found = text.Split('\n');
        return found.Length == parts && Check(scope, text).AsSpan().SequenceEqual(bytes.AsSpan(0, CheckLength))
            ? found
            : throw ProblemList.InvalidCursor.ToException();
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ProblemList.InvalidCursor.ToException();

    private static byte[] Check(string scope, string text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n\n{text}"))[..CheckLength];
}
