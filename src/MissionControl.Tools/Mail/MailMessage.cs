using System.Text.Json.Nodes;

namespace MissionControl.Tools.Mail;

/// <summary>A message as the tools see it: decoded, in one text.</summary>
internal sealed record MailMessage
{
    public required string Id { get; init; }

    public required string From { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    public string Subject { get; init; } = "";

    public required DateTimeOffset Date { get; init; }

    public string Body { get; init; } = "";

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["from"] = From,
        ["to"] = Texts(To),
        ["cc"] = Texts(Cc),
        ["subject"] = Subject,
        ["date"] = MailDate.ToText(Date),
        ["body"] = Body,
        ["labels"] = Texts(Labels),
        ["attachments"] = new JsonArray(Attachments.Select(a => (JsonNode)a.ToJson()).ToArray()),
    };

    private static JsonArray Texts(IEnumerable<string> values) => new(values.Select(v => (JsonNode)v).ToArray());
}

/// <summary>What a message carried beside its text; the bytes stay in the mailbox.</summary>
internal sealed record MailAttachment(string Name, string MediaType, long Size, string Sha256)
{
    public JsonObject ToJson() => new() { ["name"] = Name, ["media_type"] = MediaType, ["size"] = Size, ["sha256"] = Sha256 };
}

/// <summary>A message that could not be read, and why.</summary>
internal sealed record SkippedMessage(string File, string Reason)
{
    public JsonObject ToJson() => new() { ["file"] = File, ["reason"] = Reason };
}

/// <summary>A message cannot be read; the text is the reason that <c>skipped</c> shows.</summary>
internal sealed class MalformedMessageException(string reason) : Exception(reason);
