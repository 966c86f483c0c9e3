using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Steps;

/// <summary>Turns a step's parameter mapping into the checked input of its tool.</summary>
internal sealed class StepParameters(StepInput input, ToolSignature signature, StepWorkspace workspace, SecretStore secrets, SecretRedactor redactor)
{
    /// <exception cref="StepFailure">A place, secret or parameter is missing, or a value does not fit its type.</exception>
    public async Task<ToolInput> BuildAsync(CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var mapping in input.Step.Parameters)
        {
            var parameter = signature.FindParameter(mapping.Parameter)
                ?? throw Fail(StepErrors.InvalidParameter, mapping.Parameter, $"the tool '{signature.Name}' has no such parameter");
            var (given, value) = await ValueAsync(mapping, cancellationToken);
            if (given)
            {
                values[parameter.Name] = value;
            }
        }

        foreach (var parameter in signature.Parameters)
        {
            Complete(values, parameter);
        }

        return new ToolInput(values);
    }

    private async Task<(bool Given, JsonNode? Value)> ValueAsync(ParameterMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping.Literal is { } literal)
        {
            return (true, Node(literal));
        }

        if (mapping.Secret is { } name)
        {
            var secret = await secrets.FindAsync(name, cancellationToken)
                ?? throw Fail(StepErrors.MissingSecret, mapping.Parameter, $"the secret '{name}' is not set: {secrets.Cure(name)}");
            redactor.Add(secret);
            return (true, JsonValue.Create(secret));
        }

        return await PlaceAsync(mapping);
    }

    private async Task<(bool Given, JsonNode? Value)> PlaceAsync(ParameterMapping mapping)
    {
        var local = mapping.StateAsset!;
        var body = await workspace.FindAsync(local);
        var reading = body is null ? null : AssetPath.Parse(mapping.Path).Read(body, mapping.Optional, mapping.Default);
        return reading switch
        {
            AssetPathReading.Found found => (true, found.Value),
            AssetPathReading.Invalid invalid => throw FailAt(mapping, invalid.Reason),
            _ when mapping.Default is { } value => (true, Node(value)),
            _ when mapping.Optional => (false, null),
            AssetPathReading.Missing missing => throw FailAt(mapping, missing.Reason),
            _ => throw FailAt(mapping, "the hop has no such local asset"),
        };
    }

    private void Complete(JsonObject values, ToolParameter parameter)
    {
        if (!values.TryGetPropertyValue(parameter.Name, out var value))
        {
            if (parameter.Default is { } standard)
            {
                values[parameter.Name] = standard.DeepClone();
            }
            else if (parameter.Required)
            {
                throw Fail(StepErrors.InvalidParameter, parameter.Name, $"the tool '{signature.Name}' needs it and the step does not give it");
            }

            return;
        }

        if (value is null && !parameter.Required)
        {
            return;
        }

        if (AssetTypeCheck.Problem(parameter.Type, value) is { } problem)
        {
            throw Fail(StepErrors.InvalidParameter, parameter.Name, problem);
        }

        if (parameter.AllowedValues.Count > 0 && value is JsonValue text && text.TryGetValue<string>(out var word)
            && !parameter.AllowedValues.Contains(word))
        {
            throw Fail(StepErrors.InvalidParameter, parameter.Name, $"found '{word}'; use one of {string.Join(", ", parameter.AllowedValues)}");
        }
    }

    private StepFailure FailAt(ParameterMapping mapping, string reason) =>
        Fail(StepErrors.MissingPath, mapping.Parameter, $"asset '{mapping.StateAsset}', path '{mapping.Path ?? "content"}': {reason}");

    private StepFailure Fail(string errorType, string parameter, string reason) =>
        new(errorType, $"Parameter '{parameter}': {reason}.");

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element.Clone()),
        JsonValueKind.Array => JsonArray.Create(element.Clone()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element.Clone()),
    };
}
