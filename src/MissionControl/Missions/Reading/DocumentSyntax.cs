using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Turns bytes into JSON that can be read without surprises: UTF-8, not too deep, whole characters only, no member twice.</summary>
internal static class DocumentSyntax
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Null when the bytes are no such JSON, which is then reported.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, DocumentErrors errors, string cureOfEmpty = "Write a mission: {\"name\": ..., \"hops\": [...]}.")
    {
        var json = utf8.Span.StartsWith(Utf8Mark) ? utf8[Utf8Mark.Length..] : utf8;
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            errors.Add(DocumentPlace.Root, "the file is empty", cureOfEmpty);
            return null;
        }

        if (!IsUtf8(json.Span, errors) || !Scan(json.Span, errors))
        {
            return null;
        }

        var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Wire.MaxDepth });
        DuplicateMembers.Report(document.RootElement, DocumentPlace.Root, errors);
        return document;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> json, DocumentErrors errors)
    {
        if (Utf8.IsValid(json))
        {
            return true;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(json[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        errors.Add(DocumentPlace.Root, $"{Position(json, at)} is no UTF-8", "Save the file as UTF-8.");
        return false;
    }

    private static bool Scan(ReadOnlySpan<byte> json, DocumentErrors errors)
    {
        // Depth is judged below, with a message of our own; the reader itself keeps one bit a level.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Wire.MaxDepth)
                {
                    return Refuse(errors, $"{Position(json, (int)reader.TokenStartIndex)} is nested deeper than {Wire.MaxDepth} levels", "Flatten the document.");
                }

                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsWholeText(ref reader))
                {
                    return Refuse(
                        errors,
                        $"{Position(json, (int)reader.TokenStartIndex)} holds half a character (a lone surrogate such as \\ud800)",
                        "Write both halves, or the character itself.");
                }
            }

            return true;
        }
        catch (JsonException error)
        {
            var at = AtLine(json, error.LineNumber ?? 0) + (int)(error.BytePositionInLine ?? 0);
            return Refuse(errors, $"{Position(json, at)} is no JSON: {Reason(error)}", "Write JSON without comments and trailing commas.");
        }
    }

    private static bool IsWholeText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Refuse(DocumentErrors errors, string found, string cure)
    {
        errors.Add(DocumentPlace.Root, found, cure);
        return false;
    }

    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return PathText.Quote(end < 0 ? error.Message : error.Message[..end], 200).Trim('"').TrimEnd('.');
    }

    private static int AtLine(ReadOnlySpan<byte> json, long line)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            at += json[at..].IndexOf((byte)'\n') + 1;
        }

        return at;
    }

    private static string Position(ReadOnlySpan<byte> json, int at)
    {
        at = Math.Min(at, json.Length);
        var before = json[..at];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return $"line {before.Count((byte)'\n') + 1}, column {Encoding.UTF8.GetCharCount(before[lineStart..]) + 1}";
    }
}
