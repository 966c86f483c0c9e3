using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Portfolio;

/// <summary>What the portfolio knows of a mission, whether it has a document or rows of reference files.</summary>
public sealed record PortfolioMission(string MissionId, string MissionName)
{
    public string? Description { get; init; }

    public string? Goal { get; init; }

    /// <summary>By their order.</summary>
    public IReadOnlyList<MissionTask> Tasks { get; init; } = [];

    public IReadOnlyList<KpiDefinition> Kpis { get; init; } = [];

    public Budget? Budget { get; init; }

    public static PortfolioMission Of(MissionDefinition definition) => new(definition.MissionId, definition.Name)
    {
        Description = definition.Description,
        Goal = definition.Goal,
        Tasks = definition.Hops.OrderBy(hop => hop.Order).Select(hop => new MissionTask(definition.MissionId, hop.Id, hop.Name ?? hop.Id)
        {
            Order = hop.Order,
            DependsOn = hop.DependsOn,
            EstimatedDurationMinutes = hop.EstimatedDurationMinutes,
            RequiresHumanApproval = hop.RequiresHumanApproval,
        }).ToList(),
        Kpis = definition.Kpis,
        Budget = definition.Budget,
    };

    /// <summary>The missions of the files in file order, then those that only other rows speak of.</summary>
    public static IReadOnlyList<PortfolioMission> Of(ReferenceSet set)
    {
        var tasks = set.Tasks.ToLookup(task => task.MissionId);
        var kpis = set.Kpis.ToLookup(row => row.MissionId);
        var named = set.Missions.Select(mission => mission.MissionId).ToHashSet(StringComparer.Ordinal);
        var unnamed = set.Runs.Select(run => run.MissionId).Concat(set.Kpis.Select(row => row.MissionId)).Concat(set.Tasks.Select(task => task.MissionId))
            .Where(id => !named.Contains(id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new BusinessMission(id, id, null));
        return set.Missions.DistinctBy(mission => mission.MissionId).Concat(unnamed)
            .Select(mission => new PortfolioMission(mission.MissionId, mission.MissionName)
            {
                Description = mission.Description,
                Tasks = tasks[mission.MissionId].OrderBy(task => task.Order).ToList(),
                Kpis = KpiKey.Read(kpis[mission.MissionId].SelectMany(row => row.Figures)),
            }).ToList();
    }
}
