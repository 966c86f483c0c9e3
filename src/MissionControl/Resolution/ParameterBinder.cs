using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>
/// Binds the parameters of a tool to a workspace, each by the first of: the asset of its name or alias, the one asset of its type,
/// a member of its name or alias, its default. An asset goes whole to one parameter of a step by its type at most, and parameters
/// that must have a value come first; one that need not have a value stays unbound where there is not exactly one candidate.
/// It does not bind by type here either: that there is some text says nothing about a text that a tool can do without
/// (<see cref="LeftoverInputs"/> has the last word).
/// </summary>
internal sealed class ParameterBinder
{
    private readonly ToolSignature _tool;
    private readonly IReadOnlyList<Place> _workspace;
    private readonly Dictionary<ToolParameter, BoundParameter> _bound = [];
    private readonly List<ToolParameter> _missing = [];
    private readonly List<string> _ambiguities = [];

    private ParameterBinder(ToolSignature tool, IReadOnlyList<Place> workspace) => (_tool, _workspace) = (tool, workspace);

    public static StepBinding Bind(ToolSignature tool, IReadOnlyList<Place> workspace)
    {
        var binder = new ParameterBinder(tool, workspace);
        binder.Bind();
        return new StepBinding(
            tool.Parameters.Where(binder._bound.ContainsKey).Select(parameter => binder._bound[parameter]).ToList(),
            binder._missing,
            binder._ambiguities);
    }

    public static bool MustHaveValue(ToolParameter parameter) => parameter.Required && parameter.Default is null;

    private void Bind()
    {
        var parameters = _tool.Parameters.OrderBy(parameter => MustHaveValue(parameter) ? 0 : 1).ToList();
        foreach (var parameter in parameters)
        {
            TryTake(parameter, Candidates.ByName(parameter, _workspace));
        }

        var named = _bound.Values.Select(bound => bound.Place).ToHashSet();
        foreach (var parameter in parameters.Where(parameter => !_bound.ContainsKey(parameter)))
        {
            BindUnnamed(parameter, named);
        }
    }

    private void BindUnnamed(ToolParameter parameter, HashSet<Place> named)
    {
        var byType = MustHaveValue(parameter) ? Candidates.ByType(parameter, _workspace.Where(place => !named.Contains(place))) : [];
        var taker = byType.Count == 1 ? Taker(byType[0].Place) : null;
        if (taker is null && TryTake(parameter, byType))
        {
            return;
        }

        if (TryTake(parameter, Candidates.ByMember(parameter, _workspace)) || !MustHaveValue(parameter))
        {
            return;
        }

        if (taker is null)
        {
            _missing.Add(parameter);
            return;
        }

        _ambiguities.Add($"'{taker.Name}' and '{parameter.Name}' of {_tool.Name} could both take {byType[0].Describe()}");
        TryTake(parameter, byType);
    }

    private ToolParameter? Taker(Place place) => _bound.Values.FirstOrDefault(bound => bound.Place == place && bound.Member is null)?.Parameter;

    private bool TryTake(ToolParameter parameter, IReadOnlyList<Candidate> candidates)
    {
        if (candidates.Count == 0 || (candidates.Count > 1 && !MustHaveValue(parameter)))
        {
            return false;
        }

        if (candidates.Count > 1)
        {
            var names = string.Join(" and ", candidates.Select(candidate => candidate.Describe()));
            _ambiguities.Add($"'{parameter.Name}' ({parameter.Type}) of {_tool.Name} could be {names}");
        }

        _bound[parameter] = new BoundParameter(parameter, candidates[0].Place, candidates[0].Member);
        return true;
    }
}
