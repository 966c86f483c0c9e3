using System.Text.Json;
using MissionControl.Runtime.Inbox;

namespace MissionControl.Functions.Durable;

/// <summary>What an instance on the platform is started with: the orchestrator's own input, and what our contract keeps beside it.</summary>
/// <param name="Version">Of the orchestrator code that started it; its children and next executions keep it.</param>
public sealed record InstanceInput(string Version)
{
    /// <summary>The orchestrator's input; null for none.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What earlier executions of the instance left; null for the first.</summary>
    public EventInboxState? Inbox { get; init; }

    /// <summary>How many events earlier executions sent, by receiver and name.</summary>
    public IReadOnlyDictionary<string, long>? Sent { get; init; }
}
