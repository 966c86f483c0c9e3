using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Extraction;

/// <summary>Every message gives one record, and the same message always the same one: rules and a lexicon, no chance and no clock.</summary>
internal sealed class EmailExtractionTool : ITool
{
    private const int MostFields = 100;

    public ToolSignature Signature => EmailExtractionSignature.Signature;

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var rules = await LexiconFile.LoadAsync(input.OptionalText("lexicon"), context);
        var schema = input.Has("extraction_schema") ? input.Object("extraction_schema") : Signature.FindParameter("extraction_schema")!.Default!.AsObject();
        var fields = Fields(schema, rules);
        var records = new JsonArray();
        foreach (var email in input.List("emails"))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            records.Add((JsonNode)Record(email as JsonObject ?? throw Bad("bad_parameter", $"'emails[{records.Count}]' is no email. Give objects with from, subject, date and body."), fields, rules));
        }

        return ToolResult.Of("extracted_data", records);
    }

    private static JsonObject Record(JsonObject email, List<ExtractedField> fields, LexiconRules rules)
    {
        var reading = new MessageReading(email, rules);
        var record = new JsonObject();
        foreach (var field in fields)
        {
            record[field.Name] = FieldTypes.Write(field.Type, field.Rule(reading));
        }

        return record;
    }

    private static List<ExtractedField> Fields(JsonObject schema, LexiconRules rules)
    {
        if (schema.Count is 0 or > MostFields)
        {
            throw Bad("bad_schema", $"The schema has {schema.Count} fields. Name 1 to {MostFields}.");
        }

        return schema.Select(field => new ExtractedField(field.Key, FieldTypes.Parse(field.Key, field.Value), Rule(field.Key, rules))).ToList();
    }

    private static Func<MessageReading, FoundValue?> Rule(string field, LexiconRules rules) =>
        KnownFields.Find(field, rules) ?? throw Bad(
            "unknown_field",
            $"No rule says what the field '{(field.Length > 60 ? field[..60] : field)}' means. Known are {KnownFields.Names}, <word>_id, <word>_number, <word>_date, <word>_amount"
            + (rules.Fields.Count == 0 ? "" : $", and from the lexicon {string.Join(", ", rules.Fields.Keys)}") + ". Define others under 'fields' of a lexicon file.");

    private static ToolException Bad(string type, string message) => new(type, message, retryable: false);

    private sealed record ExtractedField(string Name, FieldType Type, Func<MessageReading, FoundValue?> Rule);
}
