using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Testing.Tools;

/// <summary>A tool that does what a test says and remembers every call. Without a script it returns its input <c>value</c> as output <c>value</c>.</summary>
public sealed class ScriptedTool : ITool
{
    private readonly ConcurrentQueue<ToolCall> _calls = new();
    private readonly Func<ToolInput, ToolContext, Task<ToolResult>> _script;

    public ScriptedTool(string name, Func<ToolInput, ToolContext, Task<ToolResult>> script)
    {
        _script = script;
        Signature = new ToolSignature(name, $"Scripted tool {name}.")
        {
            Parameters = [new ToolParameter("value", AssetType.Any, "Anything.") { Required = false }],
            Outputs = [new ToolOutput("value", AssetType.Any, "Anything.")],
        };
    }

    public ToolSignature Signature { get; init; }

    /// <summary>Every call so far, in the order in which they began.</summary>
    public IReadOnlyList<ToolCall> Calls => [.. _calls];

    /// <summary>Returns the given value as output <c>value</c>, or its input when none is given.</summary>
    public static ScriptedTool Echo(string name) => new(name, (input, _) => Task.FromResult(ToolResult.Of("value", input["value"]?.DeepClone())));

    /// <summary>Fails the first calls of each step, then echoes.</summary>
    public static ScriptedTool FailingFirst(string name, int failures, string errorType = "http_503") => new(name, (input, context) =>
        context.Attempt <= failures
            ? throw new ToolException(errorType, $"{name} is not there yet")
            : Task.FromResult(ToolResult.Of("value", input["value"]?.DeepClone())));

    public static ScriptedTool Failing(string name, string errorType = "http_500", bool retryable = true) =>
        new(name, (_, _) => throw new ToolException(errorType, $"{name} does not work", retryable));

    /// <summary>Never returns before its token is cancelled.</summary>
    public static ScriptedTool Hanging(string name) => new(name, async (_, context) =>
    {
        await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        return ToolResult.Of("value", null);
    });

    public Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        _calls.Enqueue(new ToolCall(context, (JsonObject)input.Values.DeepClone()));
        return _script(input, context);
    }
}

/// <summary>One call of a scripted tool.</summary>
public sealed record ToolCall(ToolContext Context, JsonObject Input);
