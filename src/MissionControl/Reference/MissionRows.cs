using System.Text.Json;

namespace MissionControl.Reference;

/// <summary>Rows of the files about missions.</summary>
internal static class MissionRows
{
    public static BusinessMission Mission(ReferenceRow row) =>
        new(row.Id("mission_id"), row.Text("mission_name"), row.OptionalText("description"));

    public static DecomposedMission Tasks(ReferenceRow row)
    {
        var missionId = row.Id("mission_id");
        var tasks = row.Rows("tasks").Select((task, index) => Task(missionId, task, index)).ToList();
        foreach (var twice in tasks.GroupBy(task => task.TaskId).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            row.Fault("tasks", $"task '{twice.Key}' is there {twice.Count()} times", "Give each task of a mission an id of its own.");
        }

        return new DecomposedMission(missionId, tasks);
    }

    public static MissionKpis Kpis(ReferenceRow row) => new(row.Id("mission_id"), row.Figures("kpis"));

    public static MissionContext Context(ReferenceRow row) =>
        new(row.Id("mission_id"), row.OptionalText("context_type"), row.Object("context_data"));

    public static HistoricalKpis Historical(ReferenceRow row) =>
        new(row.Id("mission_id"), Series(row)) { Description = row.OptionalText("description") };

    private static MissionTask Task(string missionId, ReferenceRow row, int index) => new(missionId, row.Id("task_id"), row.Text("task"))
    {
        Order = row.OptionalNumber("order") ?? index + 1,
        DependsOn = row.Ids("depends_on"),
        EstimatedDurationMinutes = row.OptionalNumber("estimated_duration_minutes"),
        RequiresHumanApproval = row.Flag("requires_human_approval"),
    };

    private static List<KeyValuePair<string, IReadOnlyList<decimal>>> Series(ReferenceRow row)
    {
        var series = new List<KeyValuePair<string, IReadOnlyList<decimal>>>();
        foreach (var member in row.OptionalObject("historical_data")?.EnumerateObject() ?? default)
        {
            if (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(IsNumber))
            {
                series.Add(new(member.Name, [.. member.Value.EnumerateArray().Select(value => value.GetDecimal())]));
            }
            else
            {
                row.Fault(Assets.PathText.Member("historical_data", member.Name), "it is not a list of numbers", "Use a list of numbers.");
            }
        }

        return series;
    }

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && Math.Abs(number) <= ReferenceRow.Largest;
}

/// <summary>A row of <c>decomposed_mission_tasks.json</c>.</summary>
internal sealed record DecomposedMission(string MissionId, IReadOnlyList<MissionTask> Tasks);
