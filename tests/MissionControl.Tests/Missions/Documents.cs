using System.Text;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Tests.Missions;

/// <summary>Reads documents written into tests.</summary>
internal static class Documents
{
    public static MissionDefinition Sound(string json) => MissionDocument.Read(Encoding.UTF8.GetBytes(json), "m.json") switch
    {
        MissionDocumentReading.Sound sound => sound.Definition,
        var refused => throw new Xunit.Sdk.XunitException(string.Join("\n", ((MissionDocumentReading.Refused)refused).Errors)),
    };

    /// <summary>The faults as <c>path: found. cure</c>.</summary>
    public static IReadOnlyList<string> Faults(string json, ToolRegistry? tools = null) =>
        Faults(MissionDocument.Read(Encoding.UTF8.GetBytes(json), "m.json", tools));

    public static IReadOnlyList<string> Faults(MissionDocumentReading reading) => reading is MissionDocumentReading.Refused refused
        ? refused.Errors.Select(error => $"{error.Path}: {error.Found}. {error.Cure}").ToList()
        : [];

    /// <summary>A mission of one hop around the given members.</summary>
    public static string Hop(string members) => $$"""{"name":"m","hops":[{{{members}}}]}""";

    /// <summary>A mission of one step around the given members.</summary>
    public static string Step(string members) => Hop($$"""
        "steps":[{"tool_name":"t",{{members}}}]
        """.Trim());
}
