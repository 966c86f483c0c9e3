using System.Runtime.CompilerServices;

namespace MissionControl.Tools.Mail.Recorded;

/// <summary>The lines of a file with their ends, read in pieces so that a large mailbox needs little memory.</summary>
internal static class MboxLines
{
    /// <param name="longest">A longer line is cut into lines of this many bytes.</param>
    public static async IAsyncEnumerable<byte[]> ReadAsync(string path, int longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: true);
        var piece = new byte[64 * 1024];
        var line = new MemoryStream();
        int count;
        while ((count = await file.ReadAsync(piece, cancellationToken)) > 0)
        {
            for (var at = 0; at < count;)
            {
                var length = Array.IndexOf(piece, (byte)'\n', at, count - at) is var end and >= 0 ? end + 1 - at : count - at;
                line.Write(piece, at, length);
                at += length;
                if (piece[at - 1] == '\n' || line.Length >= longest)
                {
                    yield return line.ToArray();
                    line.SetLength(0);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToArray();
        }
    }
}
