using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Testing.Conformance;

/// <summary>
/// What every runtime promises in <c>Runtime/README.md</c>, as facts. A runtime inherits them, overrides <see cref="StartAsync(RuntimeSetup)"/>
/// and says with <see cref="RuntimeOffersAttribute"/> what its host can do; facts that need more are skipped.
/// </summary>
public abstract partial class RuntimeConformance
{
    /// <summary>Starts the runtime on an empty task hub.</summary>
    protected abstract Task<ConformanceRuntime> StartAsync(RuntimeSetup setup);

    private static OrchestrationRegistry Code => new();

    private Task<ConformanceRuntime> StartAsync(OrchestrationRegistry code, string version = "1") => StartAsync(new RuntimeSetup((_, _) => code, version));

    private async Task<MissionStage> StageAsync(params ITool[] tools)
    {
        var stage = new MissionStage(tools);
        stage.Runtime = await StartAsync(new RuntimeSetup(stage.Registry));
        return stage;
    }
}
