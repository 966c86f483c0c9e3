namespace MissionControl.Steps;

/// <summary>The tools that missions can name, by name and alias.</summary>
public sealed class ToolRegistry
{
    private readonly Dictionary<string, ITool> _byName = new(StringComparer.Ordinal);
    private readonly List<ITool> _tools = [];

    /// <summary>Every tool once, by name.</summary>
    public IReadOnlyList<ITool> All => _tools.OrderBy(tool => tool.Signature.Name, StringComparer.Ordinal).ToList();

    /// <summary>Every name and alias, for suggestions.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <exception cref="ArgumentException">A name or alias is taken, or is no <see cref="Identifier"/>.</exception>
    public ToolRegistry Add(ITool tool)
    {
        foreach (var name in tool.Signature.Aliases.Prepend(tool.Signature.Name))
        {
            if (!_byName.TryAdd(Identifier.Check(name, "Tool name"), tool))
            {
                throw new ArgumentException($"A tool named '{name}' is registered already.");
            }
        }

        _tools.Add(tool);
        return this;
    }

    public ITool? Find(string nameOrAlias) => _byName.GetValueOrDefault(nameOrAlias);
}
