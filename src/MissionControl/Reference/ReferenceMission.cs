using System.Text.Json.Nodes;
using MissionControl.Missions;

namespace MissionControl.Reference;

/// <summary>
/// The document of a mission that has none of its own: one hop per task, each routed by the task's row of the capability matrix and
/// exporting one asset, named after the task (<see cref="Assets"/>). It is loaded like any other document.
/// </summary>
public static class ReferenceMission
{
    /// <summary>The mission input that holds what <c>mission_execution_context.json</c> says of the mission; absent when it says nothing.</summary>
    public const string ContextInput = "context";

    /// <summary>The hops' local name for what they export: the output of the tool <c>template</c>.</summary>
    public const string ResultLocal = "result";

    /// <summary>The local name of the result of the one task that a task depends on.</summary>
    public const string PreviousLocal = "previous";

    /// <summary>UTF-8 JSON, the same bytes for the same data; or the errors that a run of the mission could not cope with.</summary>
    public static ReferenceMissionDocument Build(ReferenceSet set, string missionId, ReferenceFiles? files = null)
    {
        var errors = new ReferenceMissionCheck(set, files ?? new ReferenceFiles()).Find(missionId);
        if (errors.Count > 0)
        {
            return new ReferenceMissionDocument(null, errors);
        }

        var mission = set.FindMission(missionId)!;
        var tasks = set.TasksOf(missionId);
        var assets = Assets(tasks);
        var document = new JsonObject
        {
            ["schema_version"] = "1.0",
            ["mission_id"] = missionId,
            ["name"] = mission.MissionName,
            ["description"] = mission.Description,
            ["inputs"] = Inputs(set.Contexts.FirstOrDefault(one => one.MissionId == missionId)),
            ["outputs"] = Outputs(tasks, assets),
            ["hops"] = new JsonArray([.. tasks.Select(task => Hop(task, assets, HasContext(set, missionId)))]),
            ["kpis"] = Kpis(set.Kpis.FirstOrDefault(one => one.MissionId == missionId)),
        };
        return new ReferenceMissionDocument(Wire.SerializeToUtf8Bytes<JsonNode>(Filled(document)), []);
    }

    /// <summary>Task id to the asset named after the task: <c>Verify documents</c> exports <c>verify_documents</c>.</summary>
    public static IReadOnlyDictionary<string, string> Assets(IReadOnlyList<MissionTask> tasks)
    {
        var assets = new Dictionary<string, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal) { ContextInput, ResultLocal, PreviousLocal };
        foreach (var task in tasks)
        {
            var name = Identifier.Slug(task.Task)?.Replace('-', '_') ?? task.TaskId;
            assets[task.TaskId] = taken.Add(name) ? name : Unique(task.TaskId, taken);
        }

        return assets;
    }

    private static JsonObject Filled(JsonObject value)
    {
        foreach (var empty in value.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            value.Remove(empty);
        }

        return value;
    }

    private static string Unique(string taskId, HashSet<string> taken)
    {
        var name = taskId;
        for (var attempt = 2; !taken.Add(name); attempt++)
        {
            name = $"{taskId[..Math.Min(taskId.Length, 50)]}_{attempt}";
        }

        return name;
    }

    private static bool HasContext(ReferenceSet set, string missionId) => set.Contexts.Any(context => context.MissionId == missionId);

    private static JsonArray? Inputs(MissionContext? context) => context is null ? null : new JsonArray(Filled(new JsonObject
    {
        ["id"] = ContextInput,
        ["name"] = context.ContextType,
        ["type"] = "object",
        ["content"] = JsonObject.Create(context.ContextData),
    }));

    /// <summary>What the last tasks make: those that no other task depends on.</summary>
    private static JsonArray Outputs(IReadOnlyList<MissionTask> tasks, IReadOnlyDictionary<string, string> assets)
    {
        var awaited = tasks.SelectMany(task => task.DependsOn).ToHashSet(StringComparer.Ordinal);
        var last = tasks.Where(task => !awaited.Contains(task.TaskId));
        return new JsonArray([.. last.Select(task => new JsonObject { ["id"] = assets[task.TaskId], ["name"] = task.Task, ["type"] = "any" })]);
    }

    private static JsonObject Hop(MissionTask task, IReadOnlyDictionary<string, string> assets, bool hasContext)
    {
        var inputs = new JsonObject();
        if (hasContext)
        {
            inputs[ContextInput] = ContextInput;
        }

        var dependsOn = task.DependsOn.Distinct(StringComparer.Ordinal).ToList();
        var only = dependsOn.Count == 1 ? dependsOn[0] : null;
        foreach (var before in dependsOn)
        {
            inputs[before == only ? PreviousLocal : assets[before]] = assets[before];
        }

        return Filled(new JsonObject
        {
            ["id"] = task.TaskId,
            ["name"] = task.Task,
            ["input_mapping"] = inputs,
            ["output_mapping"] = new JsonObject { [ResultLocal] = assets[task.TaskId] },
            ["depends_on"] = new JsonArray([.. dependsOn.Select(id => JsonValue.Create(id))]),
            ["requires_human_approval"] = task.RequiresHumanApproval,
            ["estimated_duration_minutes"] = task.EstimatedDurationMinutes,
        });
    }

    private static JsonObject? Kpis(MissionKpis? kpis) =>
        kpis is null ? null : new JsonObject(kpis.Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, figure.Value)));
}

/// <param name="Document">Null when there are errors.</param>
public sealed record ReferenceMissionDocument(byte[]? Document, IReadOnlyList<DocumentError> Errors);
