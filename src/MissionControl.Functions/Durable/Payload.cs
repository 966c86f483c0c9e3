using System.Text.Json;

namespace MissionControl.Functions.Durable;

/// <summary>Values on their way through the platform: JSON in our dialect, whatever its serializer would do with them.</summary>
internal static class Payload
{
    public static JsonElement? Of(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value, Wire.Options);

    public static T? Read<T>(JsonElement? value) =>
        value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element ? element.Deserialize<T>(Wire.Options) : default;
}
