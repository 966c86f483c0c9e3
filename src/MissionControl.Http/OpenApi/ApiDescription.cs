using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.OpenApi;

/// <summary>The API as an OpenAPI 3.1 document, made from the table of routes that is also what is mapped: it cannot say something else.</summary>
public static partial class ApiDescription
{
    /// <summary>Whatever a route does, it can answer with these.</summary>
    private static readonly int[] ProblemsOfAll = [400, 401, 403, 429, 500, 503];

    private static readonly Lazy<(JsonObject Document, string Tag)> Described = new(() =>
    {
        var document = Describe(ApiRoutes.All);
        return (document, Wire.Sha256(Wire.SerializeToUtf8Bytes(document)));
    });

    public static Task<IResult> GetAsync(ApiCall call) => Task.FromResult(JsonAnswer.Tagged(Described.Value.Document, Described.Value.Tag));

    public static JsonObject Describe(IReadOnlyList<ApiRoute> routes)
    {
        var schemas = new SchemaBook();
        var paths = new JsonObject();
        foreach (var group in routes.Where(route => route.Contract is not null).GroupBy(route => route.Pattern, StringComparer.Ordinal))
        {
            var path = new JsonObject();
            foreach (var route in group)
            {
                path[route.Method.ToLowerInvariant()] = Operation(route, route.Contract!, schemas);
            }

            paths[group.Key] = path;
        }

        schemas.Refer(typeof(RunEvent), isInput: false);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Mission Control", ["version"] = "1", ["description"] = "Runs missions durably, and asks people what is theirs to decide." },
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.ToJson(),
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key that 'mission keys create' made." } },
            },
        };
    }

    private static JsonObject Operation(ApiRoute route, RouteContract contract, SchemaBook schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Name,
            ["tags"] = new JsonArray(contract.Tag),
            ["summary"] = route.Summary,
            ["description"] = route.Needs is { } role ? $"Role: {Wire.Word(role)}." : "Open to everybody.",
        };
        if (route.Needs is null)
        {
            operation["security"] = new JsonArray();
        }

        var parameters = new JsonArray();
        foreach (Match part in PathPart().Matches(route.Pattern))
        {
            parameters.Add(new JsonObject { ["name"] = part.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        }

        AddParameters(parameters, contract.Query, "query");
        AddParameters(parameters, contract.Headers, "header");
        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        if (contract.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = contract.NeedsBody, ["content"] = Content(JsonAnswer.MediaType, schemas.Refer(body, isInput: true)) };
        }

        operation["responses"] = Responses(contract, schemas);
        return operation;
    }

    private static void AddParameters(JsonArray parameters, IReadOnlyList<RouteParameter> given, string place)
    {
        foreach (var parameter in given)
        {
            var schema = parameter.Type == "date-time" ? new JsonObject { ["type"] = "string", ["format"] = "date-time" } : new JsonObject { ["type"] = parameter.Type };
            if (parameter.Words is { } words)
            {
                schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
            }

            parameters.Add(new JsonObject { ["name"] = parameter.Name, ["in"] = place, ["description"] = parameter.Description, ["schema"] = schema });
        }
    }

    private static JsonObject Responses(RouteContract contract, SchemaBook schemas)
    {
        var responses = new JsonObject();
        foreach (var answer in contract.Answers)
        {
            responses[$"{answer.Status}"] = Response(answer, schemas);
        }

        foreach (var status in ProblemsOfAll.Union(contract.Problems).Order())
        {
            responses[$"{status}"] = new JsonObject
            {
                ["description"] = "A problem (RFC 9457).",
                ["content"] = Content(Problem.MediaType, schemas.Refer(typeof(Problem), isInput: false)),
            };
        }

        return responses;
    }

    private static JsonObject Response(RouteAnswer answer, SchemaBook schemas)
    {
        var response = new JsonObject { ["description"] = answer.Description };
        var content = new JsonObject();
        if (answer.Body is { } body)
        {
            content = Content(JsonAnswer.MediaType, schemas.Refer(body, isInput: false));
        }

        foreach (var mediaType in answer.MediaType?.Split(", ") ?? [])
        {
            content[mediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        if (content.Count > 0)
        {
            response["content"] = content;
        }

        if (answer.Headers.Count > 0)
        {
            response["headers"] = new JsonObject(answer.Headers.Select(name =>
                KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } })));
        }

        return response;
    }

    private static JsonObject Content(string mediaType, JsonNode schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex PathPart();
}
