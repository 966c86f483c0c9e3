using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using MissionControl.Approvals;
using MissionControl.Assets;

namespace MissionControl.Http.Links;

/// <summary>What a person sent with the page's form.</summary>
/// <param name="Inputs">What stood in the fields of inputs, by input.</param>
internal sealed record LinkForm(string Mark, string Decision, string Comment, IReadOnlyDictionary<string, string> Inputs)
{
    public const string MarkField = "form";
    public const string DecisionField = "decision";
    public const string CommentField = "comment";
    public const string InputPrefix = "input.";

    private const int MostFields = 200;

    /// <summary>Null when it is no form.</summary>
    public static LinkForm? Read(byte[] body)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = MostFields, KeyLengthLimit = 500, ValueLengthLimit = body.Length + 1 };
            var fields = reader.ReadForm().ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
            return new LinkForm(
                fields.GetValueOrDefault(MarkField, ""),
                fields.GetValueOrDefault(DecisionField, ""),
                fields.GetValueOrDefault(CommentField, "").ReplaceLineEndings("\n").Trim(),
                fields.Where(field => field.Key.StartsWith(InputPrefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[InputPrefix.Length..], field => field.Value.ReplaceLineEndings("\n")));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The inputs whose fields say something else than what was shown; null: none. A field that is no value of its type stays a text, which the vote refuses.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Changes(ApprovalRecord record)
    {
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, text) in Inputs)
        {
            var shown = record.Evidence?.Inputs.FirstOrDefault(input => input.Name == name);
            var isSame = shown is null or { IsCut: true } ? text.Length == 0 : text == shown.Shown.ReplaceLineEndings("\n");
            if (!isSame)
            {
                changes[name] = Value(text, record.Editable.FirstOrDefault(input => input.Name == name)?.Type);
            }
        }

        return changes.Count == 0 ? null : changes;
    }

    private static JsonElement Value(string text, AssetType? type)
    {
        if (type is not null && type != AssetType.Text && type != AssetType.Markdown)
        {
            try
            {
                using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false });
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return JsonSerializer.SerializeToElement(text);
            }
        }

        return JsonSerializer.SerializeToElement(text);
    }
}
