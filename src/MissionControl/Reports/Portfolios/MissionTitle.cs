using MissionControl.Portfolio;

namespace MissionControl.Reports.Portfolios;

/// <summary>A mission as people know it, and its id; the id alone where there is no other name.</summary>
internal static class MissionTitle
{
    public static string Of(MissionHealth health) => Of(health.MissionId, health.MissionName);

    /// <summary>Mission id to title.</summary>
    public static Func<string, string> In(PortfolioView view)
    {
        var names = view.Portfolio.Missions.DistinctBy(mission => mission.MissionId).ToDictionary(mission => mission.MissionId, mission => mission.MissionName, StringComparer.Ordinal);
        return id => Of(id, names.GetValueOrDefault(id, id));
    }

    /// <summary>Task id to its name and id, of whichever mission names it first.</summary>
    public static Func<string, string> TasksIn(PortfolioView view)
    {
        var names = view.Portfolio.Missions.SelectMany(mission => mission.Tasks).DistinctBy(task => task.TaskId).ToDictionary(task => task.TaskId, task => task.Task, StringComparer.Ordinal);
        return id => Of(id, names.GetValueOrDefault(id, id));
    }

    private static string Of(string id, string name) => name == id ? id : $"{name} ({id})";
}
