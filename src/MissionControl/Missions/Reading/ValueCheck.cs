using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Missions.Reading;

/// <summary>Holds the values that a document writes into a parameter against the parameter's type and allowed values.</summary>
internal static class ValueCheck
{
    public static void Report(ParameterMapping mapping, ToolParameter parameter, DocumentPlace place, DocumentErrors errors)
    {
        if (mapping.Literal is { } literal)
        {
            CheckValue(literal, parameter, "literal", place.Member("literal"), errors);
        }

        // In a projection the default stands for one element, whose type nobody declared.
        if (mapping.Default is { } value && !(AssetPath.TryParse(mapping.Path, out var path, out _) && path.HasProjection))
        {
            CheckValue(value, parameter, "default", place.Member("default"), errors);
        }

        if (mapping.Secret is not null && parameter.Type.Kind is not (AssetKind.Text or AssetKind.Markdown or AssetKind.Any))
        {
            errors.Add(
                place.Member("secret"),
                $"a secret is a text, and {PathText.Quote(parameter.Name)} is {parameter.Type}",
                "Map it to a literal or a state_asset.",
                hidesGraph: false);
        }
    }

    private static void CheckValue(JsonElement value, ToolParameter parameter, string word, DocumentPlace place, DocumentErrors errors)
    {
        var node = JsonSerializer.SerializeToNode(value);
        if (AssetTypeCheck.Problem(parameter.Type, node, word) is { } problem)
        {
            var cure = node is null ? "Leave the parameter out, or give a value" : $"The parameter {PathText.Quote(parameter.Name)} is {parameter.Type}";
            errors.Add(place, problem, $"{cure}.", hidesGraph: false);
            return;
        }

        var texts = node is JsonArray list ? list.Where(IsText) : IsText(node) ? [node] : [];
        foreach (var text in texts.Select(one => one!.GetValue<string>()))
        {
            if (parameter.AllowedValues.Count > 0 && !parameter.AllowedValues.Contains(text))
            {
                errors.Add(
                    place,
                    $"{PathText.Quote(text)} is not allowed for {PathText.Quote(parameter.Name)}",
                    $"{Suggestion.DidYouMean(text, parameter.AllowedValues)}Use {Suggestion.Listed(parameter.AllowedValues.ToList())}.",
                    hidesGraph: false);
            }
        }

        if (node is not null && parameter.FaultOf?.Invoke(node) is { } fault)
        {
            errors.Add(place, $"{PathText.Quote(parameter.Name)} cannot take this value", fault, hidesGraph: false);
        }
    }

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
