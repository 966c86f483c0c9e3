using System.Text.Json;
using System.Text.Json.Serialization;

namespace MissionControl;

/// <summary>Keeps a JSON null apart from an absent member: a present null is a value, and stays one on the wire.</summary>
internal sealed class NullableElementConverter : JsonConverter<JsonElement?>
{
    public override bool HandleNull => true;

    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        if (value is { } element)
        {
            element.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
