using System.Buffers;
using System.Text;
using System.Text.Json;
using MissionControl.Runtime;

namespace MissionControl.Steps;

/// <summary>How many attempts of steps may run at the same time per tool and per agent. An attempt needs a place under each of its limits.</summary>
public sealed record StepLimits
{
    /// <summary>By the tool's name; an alias counts as the name where the tools are known. A tool that is not named has <see cref="MaxConcurrentPerToolDefault"/>.</summary>
    public IReadOnlyDictionary<string, int> MaxConcurrentPerTool { get; init; } = new Dictionary<string, int>();

    /// <summary>Null = no limit of its own.</summary>
    public int? MaxConcurrentPerToolDefault { get; init; }

    /// <summary>By the agent's id. An agent that is not named has <see cref="MaxConcurrentPerAgentDefault"/>.</summary>
    public IReadOnlyDictionary<string, int> MaxConcurrentPerAgent { get; init; } = new Dictionary<string, int>();

    /// <summary>Null = no limit of its own.</summary>
    public int? MaxConcurrentPerAgentDefault { get; init; }

    public bool IsUnlimited => !LimitsTools && !LimitsAgents;

    private bool LimitsTools => MaxConcurrentPerToolDefault is not null || MaxConcurrentPerTool.Count > 0;

    private bool LimitsAgents => MaxConcurrentPerAgentDefault is not null || MaxConcurrentPerAgent.Count > 0;

    /// <summary>What a runtime asks for each activity: <c>tool:NAME</c> and <c>agent:ID</c> of a step, nothing for other activities. The input is skimmed, not parsed.</summary>
    /// <param name="tools">Null: names count as they are written.</param>
    /// <exception cref="ArgumentException">A limit is below 1.</exception>
    public Func<string, string?, IReadOnlyList<ActivityLimit>> For(ToolRegistry? tools)
    {
        foreach (var most in MaxConcurrentPerTool.Values.Concat(MaxConcurrentPerAgent.Values).Concat(new[] { MaxConcurrentPerToolDefault, MaxConcurrentPerAgentDefault }.OfType<int>()))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        }

        return (activity, input) => activity == TaskNames.RunStep && input is not null ? Of(input, tools) : [];
    }

    private List<ActivityLimit> Of(string input, ToolRegistry? tools)
    {
        var (tool, agent) = Skim(input);
        var limits = new List<ActivityLimit>(2);
        tool = tool is null ? null : tools?.Find(tool)?.Signature.Name ?? tool;
        Add(limits, "tool:", tool, MaxConcurrentPerTool, MaxConcurrentPerToolDefault);
        Add(limits, "agent:", agent, MaxConcurrentPerAgent, MaxConcurrentPerAgentDefault);
        return limits;
    }

    private static void Add(List<ActivityLimit> limits, string prefix, string? name, IReadOnlyDictionary<string, int> named, int? otherwise)
    {
        if (name is not null && (named.TryGetValue(name, out var own) ? own : otherwise) is { } most)
        {
            limits.Add(new ActivityLimit(prefix + name, most));
        }
    }

    /// <summary>Reads no further than to what it looks for. What is no step has neither; the activity itself will say so.</summary>
    private (string? Tool, string? Agent) Skim(string input)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(input.Length));
        try
        {
            return Skim(new Utf8JsonReader(buffer.AsSpan(0, Encoding.UTF8.GetBytes(input, buffer))));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private (string? Tool, string? Agent) Skim(Utf8JsonReader reader)
    {
        string? tool = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("agent_id"u8))
            {
                reader.Read();
                return (tool, reader.GetString());
            }

            var isStep = reader.ValueTextEquals("step"u8);
            reader.Read();
            if (isStep && LimitsTools)
            {
                tool = SkimStep(ref reader);
                if (!LimitsAgents)
                {
                    break;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return (tool, null);
    }

    private static string? SkimStep(ref Utf8JsonReader reader)
    {
        string? tool = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTool = reader.ValueTextEquals("tool_name"u8);
            reader.Read();
            if (isTool)
            {
                tool = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return tool;
    }
}
