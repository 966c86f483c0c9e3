namespace MissionControl.Embedded.Execution;

/// <summary>This process has no code for an instance; another version has.</summary>
internal sealed class OrchestratorMissingException(string name, string instanceId)
    : InvalidOperationException($"No orchestrator is registered as '{name}'. Start a version that has it, then resume '{instanceId}'.");
