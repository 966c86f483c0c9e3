using MissionControl.Missions;

namespace MissionControl.Reference;

/// <summary>What stands between a mission of the reference files and a run of it.</summary>
internal sealed class ReferenceMissionCheck(ReferenceSet set, ReferenceFiles files)
{
    private readonly List<DocumentError> _errors = [];

    public IReadOnlyList<DocumentError> Find(string missionId)
    {
        if (set.FindMission(missionId) is null)
        {
            var known = string.Join(", ", set.Missions.Select(mission => mission.MissionId).Take(20));
            Add(files.BusinessMissionsFile, $"there is no mission '{missionId}'", known.Length == 0 ? "Add it." : $"Use one of {known}.");
            return _errors;
        }

        var tasks = set.TasksOf(missionId);
        if (tasks.Count == 0)
        {
            Add(files.DecomposedMissionTasksFile, $"mission '{missionId}' has no tasks", "Add a row with its tasks.");
        }

        foreach (var task in tasks)
        {
            CheckRow(missionId, task);
        }

        return _errors;
    }

    private void CheckRow(string missionId, MissionTask task)
    {
        if (set.CapableAgents.GetValueOrDefault(task.TaskId) is not { Count: > 0 } agents)
        {
            Add(
                files.AgentCapabilitiesMatrixFile,
                $"there are no agents for task '{task.TaskId}' of mission '{missionId}'",
                $"Add the row {{\"task_id\": \"{task.TaskId}\", \"capable_agents\": [...]}}.");
        }
        else if (agents.All(agent => set.FindAgent(agent) is null))
        {
            Add(
                files.AgentCapabilitiesMatrixFile,
                $"task '{task.TaskId}' of mission '{missionId}' has unknown agents only: {string.Join(", ", agents.Take(20))}",
                $"Name agents of {files.SpecializedAgentsFile}.");
        }
    }

    private void Add(string file, string found, string cure) => _errors.Add(new DocumentError(file, "$", found, cure));
}
