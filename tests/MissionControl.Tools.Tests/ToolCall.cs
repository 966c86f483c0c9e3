using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools;

/// <summary>Calls a tool as a step does: defaults filled in, everything else as given.</summary>
internal sealed record ToolCall
{
    public string Key { get; init; } = "run-1/hop1#1/step1";

    public string HopId { get; init; } = "hop1";

    public string? AgentId { get; init; }

    public int Attempt { get; init; } = 1;

    public string? DataDirectory { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CancellationToken CancellationToken { get; init; }

    public async Task<JsonObject> RunAsync(ITool tool, string parameters)
    {
        var values = JsonNode.Parse(parameters)!.AsObject();
        foreach (var parameter in tool.Signature.Parameters.Where(parameter => parameter.Default is not null && !values.ContainsKey(parameter.Name)))
        {
            values[parameter.Name] = parameter.Default!.DeepClone();
        }

        var result = await tool.RunAsync(new ToolInput(values), Context());
        Assert.Equal(tool.Signature.Outputs.Select(output => output.Name).Order(), result.Outputs.Select(output => output.Key).Order());
        return result.Outputs;
    }

    public Task<ToolException> FailAsync(ITool tool, string parameters) => Assert.ThrowsAsync<ToolException>(() => RunAsync(tool, parameters));

    public ToolContext Context() => new()
    {
        IdempotencyKey = Key,
        RunId = "run-1",
        MissionId = "mission-1",
        HopId = HopId,
        StepId = "step1",
        AgentId = AgentId,
        Attempt = Attempt,
        DataDirectory = DataDirectory,
        RunStartedAt = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
        Clock = Clock,
        CancellationToken = CancellationToken,
    };
}
