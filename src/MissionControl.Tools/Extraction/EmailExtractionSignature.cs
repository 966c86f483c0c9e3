using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Extraction;

internal static class EmailExtractionSignature
{
    public static ToolSignature Signature { get; } = new(
        "email_extraction",
        "Reads fields out of messages by rules and a lexicon: the same message gives the same record, always.")
    {
        Parameters =
        [
            new ToolParameter("emails", AssetType.ListOf(AssetType.Email), "The messages to read."),
            new ToolParameter("extraction_schema", AssetType.Object, $"Field name to its type ({FieldTypes.Names}). Known fields: {KnownFields.Names}; any <word>_id, <word>_number, <word>_date, <word>_amount; and the lexicon's own fields.")
            {
                Aliases = ["schema"],
                Default = new JsonObject { ["customer_id"] = "string", ["sentiment"] = "string", ["issue_category"] = "string", ["feedback_text"] = "string" },
            },
            new ToolParameter("lexicon", AssetType.Text, "A JSON file in the data directory that replaces the built-in lexicon.") { Required = false, FaultOf = path => string.IsNullOrWhiteSpace(path.GetValue<string>()) ? null : DataDirectory.FaultOf(path.GetValue<string>()) },
        ],
        Outputs =
        [
            new ToolOutput("extracted_data", AssetType.ListOf(AssetType.Object), "One object per message, in their order, with exactly the schema's fields; null where a message says nothing.") { Aliases = ["data"] },
        ],
    };
}
