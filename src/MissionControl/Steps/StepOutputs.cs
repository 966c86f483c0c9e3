using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Steps;

/// <summary>Checks what a tool returned and puts it where the step's result mapping says.</summary>
internal sealed class StepOutputs(StepInput input, ToolSignature signature, StepWorkspace workspace)
{
    /// <exception cref="StepFailure">A mapped output was not returned, does not fit its type, or its place cannot be set.</exception>
    public async Task ApplyAsync(JsonObject outputs)
    {
        foreach (var output in signature.Outputs)
        {
            if (outputs.TryGetPropertyValue(output.Name, out var value) && AssetTypeCheck.Problem(output.Type, value) is { } problem)
            {
                throw Fail(StepErrors.InvalidOutput, output.Name, problem, retryable: true);
            }
        }

        foreach (var mapping in input.Step.Results)
        {
            var output = signature.FindOutput(mapping.Output)
                ?? throw Fail(StepErrors.MissingOutput, mapping.Output, $"the tool '{signature.Name}' has no such output");
            if (!outputs.TryGetPropertyValue(output.Name, out var value))
            {
                throw Fail(StepErrors.MissingOutput, mapping.Output, $"the tool '{signature.Name}' did not return it", retryable: true);
            }

            if (!mapping.Discard)
            {
                await WriteAsync(mapping, output, value?.DeepClone());
            }
        }
    }

    private async Task WriteAsync(ResultMapping mapping, ToolOutput output, JsonNode? value)
    {
        var local = mapping.StateAsset!;
        var wholeContent = mapping.Path is null or "" or "content";
        try
        {
            await workspace.WriteAsync(local, AssetPath.Parse(mapping.Path), wholeContent, output.Type, value);
        }
        catch (AssetPathException error)
        {
            throw Fail(StepErrors.InvalidOutput, mapping.Output, $"asset '{local}', path '{mapping.Path}': {error.Message}");
        }
    }

    private StepFailure Fail(string errorType, string output, string reason, bool retryable = false) =>
        new(errorType, $"Output '{output}': {reason}.", retryable);
}
