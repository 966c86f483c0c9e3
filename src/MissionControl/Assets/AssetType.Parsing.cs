using System.Text.Json;
using System.Text.Json.Serialization;

namespace MissionControl.Assets;

[JsonConverter(typeof(AssetTypeJsonConverter))]
public sealed partial record AssetType
{
    /// <summary>Every type name a document may use, for error texts.</summary>
    public const string Names = "text, number, boolean, object, list, file, email, markdown, report, config, any, or one of these with [] for a list";

    /// <summary>Reads <c>text</c>, <c>TEXT</c>, <c>email[]</c>, <c>list</c>; case does not matter.</summary>
    public static bool TryParse(string? text, out AssetType type)
    {
        type = Any;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 64)
        {
            return false;
        }

        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            if (!TryParse(text[..^2], out var items))
            {
                return false;
            }

            type = ListOf(items);
            return true;
        }

        if (char.IsAsciiDigit(text[0]) || !Enum.TryParse<AssetKind>(text, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            return false;
        }

        type = kind == AssetKind.List ? List : new AssetType(kind, null);
        return true;
    }

    /// <exception cref="FormatException">The text names no type.</exception>
    public static AssetType Parse(string text) =>
        TryParse(text, out var type) ? type : throw new FormatException($"'{text}' is not an asset type: use {Names}.");
}

internal sealed class AssetTypeJsonConverter : JsonConverter<AssetType>
{
    public override AssetType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AssetType.TryParse(reader.GetString(), out var type) ? type : throw new JsonException($"Not an asset type: use {AssetType.Names}.");

    public override void Write(Utf8JsonWriter writer, AssetType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
