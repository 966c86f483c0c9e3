namespace MissionControl.Runtime;

/// <summary>The orchestrators and activities that a runtime can run, by name. The names are the same in every runtime and stand in histories.</summary>
public sealed class OrchestrationRegistry
{
    private readonly Dictionary<string, Func<Orchestrator>> _orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activity> _activities = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> OrchestratorNames => _orchestrators.Keys;

    public IReadOnlyCollection<string> ActivityNames => _activities.Keys;

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public OrchestrationRegistry AddOrchestrator(string name, Func<Orchestrator> create)
    {
        _orchestrators.Add(name, create);
        return this;
    }

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public OrchestrationRegistry AddActivity(string name, Activity activity)
    {
        _activities.Add(name, activity);
        return this;
    }

    public Orchestrator? CreateOrchestrator(string name) => _orchestrators.TryGetValue(name, out var create) ? create() : null;

    public Activity? FindActivity(string name) => _activities.GetValueOrDefault(name);
}
