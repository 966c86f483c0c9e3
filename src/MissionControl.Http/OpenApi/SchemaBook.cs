using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MissionControl.Assets;

namespace MissionControl.Http.OpenApi;

/// <summary>The schemas of all types that the API takes and gives, each once, as <see cref="Wire"/> writes them: a null is left out.</summary>
internal sealed class SchemaBook
{
    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create<string, JsonNode?>(schema.Key, schema.Value.DeepClone())));

    /// <summary>A reference to the type's schema, or the schema itself where the type is none of ours.</summary>
    /// <param name="isInput">What callers send: only what must be there is required.</param>
    public JsonNode Refer(Type type, bool isInput)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Transform(context, schema, isInput),
        };
        return Wire.Options.GetJsonSchemaAsNode(type, options);
    }

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode schema, bool isInput)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(AssetType))
        {
            return new JsonObject { ["type"] = "string", ["description"] = $"An asset type: {AssetType.Names}." };
        }

        if (schema is not JsonObject node)
        {
            return type == typeof(JsonObject) ? new JsonObject { ["type"] = "object" } : new JsonObject();
        }

        if (!IsWritten(context.PropertyInfo, JsonIgnoreCondition.Never))
        {
            DropNull(node);
        }

        if (type.IsEnum)
        {
            node["type"] = "string";
        }

        return context.TypeInfo.Kind == JsonTypeInfoKind.Object && type.Namespace?.StartsWith(nameof(MissionControl), StringComparison.Ordinal) == true
            ? Hoist(type, context.TypeInfo, node, isInput)
            : node;
    }

    private JsonObject Hoist(Type type, JsonTypeInfo info, JsonObject node, bool isInput)
    {
        var required = info.Properties
            .Where(property => property.Get is not null && (isInput ? property.IsRequired : IsWritten(property, JsonIgnoreCondition.Never) || !(property.IsGetNullable || IsWritten(property, JsonIgnoreCondition.WhenWritingDefault))))
            .Select(property => (JsonNode)property.Name)
            .ToArray();
        node.Remove("required");
        if (required.Length > 0)
        {
            node["required"] = new JsonArray(required);
        }

        node["additionalProperties"] = false;
        var name = type.IsNested ? $"{type.DeclaringType!.Name}{type.Name}" : type.Name;
        _schemas[name] = node;
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static bool IsWritten(JsonPropertyInfo? property, JsonIgnoreCondition condition) =>
        property?.AttributeProvider is MemberInfo member && member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == condition;

    private static void DropNull(JsonObject node)
    {
        if (node["type"] is JsonArray types && types.Select(type => (string?)type).Where(type => type != "null").ToList() is [{ } only])
        {
            node["type"] = only;
        }

        if (node["enum"] is JsonArray words && words.Any(word => word is null))
        {
            node["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        }
    }
}
