using System.Text.Json.Nodes;
using MissionControl.Http.Routing;

namespace MissionControl.Http.OpenApi;

/// <summary>Holds an answer against the document: status, media type, headers, and every member of its JSON.</summary>
internal static class SchemaCheck
{
    public static void Fits(JsonObject document, ApiRoute route, Answer answer)
    {
        var place = $"{route.Name} {answer.Status}";
        var described = document["paths"]![route.Pattern]![route.Method.ToLowerInvariant()]!["responses"]![$"{answer.Status}"]?.AsObject();
        Assert.True(described is not null, $"{place}: the document does not know this status. {answer.Text}");
        foreach (var (header, _) in described!["headers"]?.AsObject() ?? [])
        {
            Assert.True(answer.Headers.ContainsKey(header), $"{place}: the header {header} is missing");
        }

        if (described["content"] is not JsonObject content)
        {
            Assert.Equal((place, ""), (place, answer.Text));
            return;
        }

        Assert.True(content[answer.MediaType ?? ""] is not null, $"{place}: the document does not know {answer.MediaType}");
        if (answer.MediaType!.EndsWith("json", StringComparison.Ordinal))
        {
            Check(document, content[answer.MediaType!]!["schema"]!, answer.Json, place);
        }
    }

    private static void Check(JsonObject document, JsonNode schema, JsonNode? value, string place)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check(document, reference[2..].Split('/').Aggregate((JsonNode)document, (node, part) => node[part]!), value, place);
            return;
        }

        if (schema["enum"] is JsonArray words)
        {
            Assert.True(words.Any(word => JsonNode.DeepEquals(word, value)), $"{place}: {value} is none of {words.ToJsonString()}");
        }

        if (schema["type"] is { } type)
        {
            var types = type is JsonArray several ? several.Select(one => (string)one!).ToList() : [(string)type!];
            Assert.True(types.Contains(Kind(value)) || (Kind(value) == "integer" && types.Contains("number")), $"{place}: {Kind(value)} is no {type.ToJsonString()}");
        }

        switch (value)
        {
            case JsonObject members:
                CheckMembers(document, schema, members, place);
                break;
            case JsonArray items when schema["items"] is { } item:
                foreach (var (one, i) in items.Select((one, i) => (one, i)))
                {
                    Check(document, item, one, $"{place}/{i}");
                }

                break;
        }
    }

    private static void CheckMembers(JsonObject document, JsonNode schema, JsonObject members, string place)
    {
        var properties = schema["properties"] as JsonObject;
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            Assert.True(members.ContainsKey((string)required!), $"{place}: {required} is missing");
        }

        foreach (var (name, member) in members)
        {
            var described = properties?[name] ?? (schema["additionalProperties"] is JsonObject additional ? additional : null);
            Assert.True(described is not null || schema["additionalProperties"] is not JsonValue, $"{place}: the document does not know {name}");
            if (described is not null)
            {
                Check(document, described, member, $"{place}/{name}");
            }
        }
    }

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "boolean",
    };
}
