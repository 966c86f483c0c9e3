using System.Globalization;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Steps;

namespace MissionControl.Cli.Steps;

/// <summary>How much may run and wait at the same time, as the environment sets it.</summary>
/// <param name="Activities">Null = as the runtime has it.</param>
/// <param name="Starts">Null = as the runtime has it.</param>
internal sealed record LimitSettings(StepLimits Steps, int? Activities, int? Starts)
{
    /// <summary><c>mail=2,http_request=10,*=50</c>: attempts of a tool that run at the same time; <c>*</c> for each tool that is not named.</summary>
    public const string ToolLimits = "MISSION_TOOL_LIMITS";

    /// <summary>The same by agent.</summary>
    public const string AgentLimits = "MISSION_AGENT_LIMITS";

    /// <summary>Activities that run at the same time, all together.</summary>
    public const string MostActivities = "MISSION_MAX_ACTIVITIES";

    /// <summary>Starts that may wait for the disk; more are refused.</summary>
    public const string MostStarts = "MISSION_MAX_QUEUED_STARTS";

    private const string Others = "*";

    /// <exception cref="UsageException">A variable has a value that is none.</exception>
    public static LimitSettings Of(Terminal terminal)
    {
        var tools = Read(terminal, ToolLimits);
        var agents = Read(terminal, AgentLimits);
        var steps = new StepLimits
        {
            MaxConcurrentPerTool = Named(tools),
            MaxConcurrentPerToolDefault = tools.TryGetValue(Others, out var tool) ? tool : null,
            MaxConcurrentPerAgent = Named(agents),
            MaxConcurrentPerAgentDefault = agents.TryGetValue(Others, out var agent) ? agent : null,
        };
        return new LimitSettings(steps, Number(terminal, MostActivities), Number(terminal, MostStarts));
    }

    private static Dictionary<string, int> Named(Dictionary<string, int> limits) =>
        limits.Where(limit => limit.Key != Others).ToDictionary(limit => limit.Key, limit => limit.Value, StringComparer.Ordinal);

    private static Dictionary<string, int> Read(Terminal terminal, string variable)
    {
        var limits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in terminal.Variable(variable)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } name, var number] || !TryRead(number, out var most) || !limits.TryAdd(name, most))
            {
                throw new UsageException($"{variable}: '{PlainText.Short(entry, 80)}' is no limit. Write each name once, as mail=2, with * for all others.");
            }
        }

        return limits;
    }

    private static int? Number(Terminal terminal, string variable) => terminal.Variable(variable) is not { Length: > 0 } text ? null
        : TryRead(text, out var number) ? number
        : throw new UsageException($"{variable}: '{PlainText.Short(text, 80)}' is no number from 1 on.");

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
