using System.Runtime.CompilerServices;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Mail.Recorded;

/// <summary>The .eml files of one folder by name; folders in it are not searched.</summary>
internal sealed class MailFolder(string path, MailLimits limits, string pattern = "*.eml") : RecordedMailbox(limits)
{
    private static readonly EnumerationOptions EveryFile = new() { AttributesToSkip = FileAttributes.Directory, IgnoreInaccessible = false };

    protected override async IAsyncEnumerable<RawMessage> MessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = RealPath.Of(path) + Path.DirectorySeparatorChar;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles(pattern, EveryFile).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            yield return await ReadAsync(file, root, cancellationToken);
        }
    }

    private async Task<RawMessage> ReadAsync(FileInfo file, string root, CancellationToken cancellationToken)
    {
        if (file.LinkTarget is not null && !RealPath.Of(file.FullName).StartsWith(root, StringComparison.Ordinal))
        {
            return new RawMessage(file.Name, null, "It is a symbolic link that leads out of the mailbox.");
        }

        // A pipe or a device has no length and would block: it is never opened.
        var length = file.Exists ? new FileInfo(RealPath.Of(file.FullName)).Length : 0;
        if (length == 0 || length > Limits.MessageBytes)
        {
            return new RawMessage(file.Name, null, length == 0 ? "It is empty." : $"It is larger than {Limits.MessageBytes} bytes.");
        }

        try
        {
            return new RawMessage(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RawMessage(file.Name, null, "The file cannot be read.");
        }
    }
}
