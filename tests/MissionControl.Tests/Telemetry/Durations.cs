using MissionControl.Agents;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Testing;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Telemetry;

/// <summary>Work that takes virtual time: the tool moves the clock of its run.</summary>
internal static class Durations
{
    public static ScriptedTool Tool(string name, Func<int> minutes) => Tool(name, _ => minutes());

    /// <param name="minutes">By the agent that does it.</param>
    public static ScriptedTool Tool(string name, Func<string?, int> minutes) => new(name, (_, context) =>
    {
        ((ManualClock)context.Clock).Advance(TimeSpan.FromMinutes(minutes(context.AgentId)));
        return Task.FromResult(ToolResult.Of("value", 1));
    });

    /// <summary>Agents with the capability "write", in that order.</summary>
    public static ReferenceSet Agents(params string[] ids) => ReferenceSet.Empty with
    {
        Agents = ids.Select(id => new Agent(id, id, null, "available") { Capabilities = ["write"] }).ToList(),
    };
}
