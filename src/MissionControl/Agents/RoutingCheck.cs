using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Steps;

namespace MissionControl.Agents;

/// <summary>
/// Finds, before anything runs, hops that nobody could ever do: an agent or capability that the registry does not know, a tool that is not
/// there. Whether somebody is available is another question, asked when the hop starts.
/// </summary>
public static class RoutingCheck
{
    /// <summary>True when somebody is responsible for the hop: its document says so, or it has neither steps nor agent and the matrix has a row for it.</summary>
    public static bool IsRouted(HopDefinition hop, ReferenceSet reference) =>
        hop.IsRouted || (hop.Steps.Count == 0 && reference.HasRow(hop.Id));

    public static IReadOnlyList<DocumentError> Find(MissionDefinition definition, string file, ReferenceSet reference, ToolRegistry tools)
    {
        var errors = new List<DocumentError>();
        for (var index = 0; index < definition.Hops.Count; index++)
        {
            var hop = definition.Hops[index];
            if (IsRouted(hop, reference) && Problem(hop, reference, tools) is { } problem)
            {
                errors.Add(new DocumentError(file, $"$.hops[{index}]{Member(hop)}", problem.Found, problem.Cure));
            }
        }

        return errors;
    }

    private static string Member(HopDefinition hop) => hop switch
    {
        { Agent: not null } => ".agent",
        { Capability: not null } => ".capability",
        _ => "",
    };

    private static (string Found, string Cure)? Problem(HopDefinition hop, ReferenceSet reference, ToolRegistry tools)
    {
        if (hop.Agent is { } named && reference.FindAgent(named) is null)
        {
            return ($"there is no agent '{named}'", Known("Use one of", reference.Agents.Select(agent => agent.AgentId)));
        }

        var agents = Capable(hop, reference);
        if (agents.Count == 0)
        {
            return hop.Capability is { } capability
                ? ($"no agent has the capability '{capability}'", Known("There are", reference.Agents.SelectMany(agent => agent.Capabilities)))
                : ($"the capability matrix names no registered agent for '{hop.Id}'", "Add one to its row.");
        }

        var unable = agents.FirstOrDefault(agent => tools.Find(agent.Tool ?? HopRouter.DefaultTool) is null);
        return hop.Steps.Count == 0 && unable is not null
            ? ($"agent '{unable.AgentId}' works with the tool '{unable.Tool ?? HopRouter.DefaultTool}', which does not exist", "Name a tool that 'mission tools' lists.")
            : null;
    }

    internal static List<Agent> Capable(HopDefinition hop, ReferenceSet reference) => (hop switch
    {
        { Agent: { } agent } => reference.Agents.Where(one => one.AgentId == agent),
        { Capability: { } capability } => reference.Agents.Where(one => one.Capabilities.Contains(capability)),
        _ => (reference.CapableAgents.GetValueOrDefault(hop.Id) ?? []).Select(reference.FindAgent).OfType<Agent>(),
    }).ToList();

    private static string Known(string lead, IEnumerable<string> words)
    {
        var known = words.Distinct(StringComparer.Ordinal).Take(20).ToList();
        return known.Count == 0 ? "The data directory has none: give --data." : $"{lead} {string.Join(", ", known)}.";
    }
}
