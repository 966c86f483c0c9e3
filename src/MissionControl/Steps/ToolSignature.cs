using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MissionControl.Assets;

namespace MissionControl.Steps;

/// <summary>What a tool takes and gives. Missions are checked against it before anything runs, and the resolver builds chains from it.</summary>
public sealed record ToolSignature(string Name, string Description)
{
    /// <summary>Other names a mission may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<ToolParameter> Parameters { get; init; } = [];

    public IReadOnlyList<ToolOutput> Outputs { get; init; } = [];

    /// <summary>Estimated cost of one call in US dollars; of two chains of the same length the resolver takes the cheaper.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>True when the tool changes something outside its outputs.</summary>
    public bool Writes { get; init; }

    /// <summary>True: the resolver never chooses it, a mission names it. For a tool whose types do not tell what it is for.</summary>
    public bool OnlyByName { get; init; }

    public ToolParameter? FindParameter(string nameOrAlias) => Parameters.FirstOrDefault(p => p.IsNamed(nameOrAlias));

    public ToolOutput? FindOutput(string nameOrAlias) => Outputs.FirstOrDefault(o => o.IsNamed(nameOrAlias));
}

/// <summary>A parameter of a tool: required unless said otherwise.</summary>
public sealed record ToolParameter(string Name, AssetType Type, string Description)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool Required { get; init; } = true;

    /// <summary>Used when the parameter is not given; a parameter with a default is never missing.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The only values allowed, when there are few.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>
    /// What is wrong with a value of the parameter's type, in a sentence or two, or null; it looks at nothing else. A value that a document
    /// writes down is held against it before anything runs; the tool itself refuses what only a run can tell.
    /// </summary>
    [JsonIgnore]
    public Func<JsonNode, string?>? FaultOf { get; init; }

    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);
}

/// <summary>An output of a tool.</summary>
public sealed record ToolOutput(string Name, AssetType Type, string Description)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>For an object: the members it always has, with their types. The resolver binds parameters to them by name.</summary>
    public IReadOnlyDictionary<string, AssetType> Members { get; init; } = new Dictionary<string, AssetType>();

    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);
}
