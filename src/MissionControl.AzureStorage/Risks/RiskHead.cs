using MissionControl.Risk;

namespace MissionControl.AzureStorage.Risks;

/// <summary>How many events a mission has. It changes with every event of the mission, in the same batch: whoever read before must read again.</summary>
/// <param name="Tag">Null while there is none.</param>
internal sealed record RiskHead(string MissionId, long Version, IReadOnlyList<RiskCount> Counts, string? Tag)
{
    /// <summary>The counts with one event more or less. Those that became part of another are not counted.</summary>
    public RiskHead With(RiskEvent risk, int count)
    {
        if (risk.IsReplaced)
        {
            return this;
        }

        var same = new RiskCount(risk.MissionId, risk.RiskType, risk.Severity, risk.IsOpen, 0);
        var before = Counts.FirstOrDefault(one => one with { Count = 0 } == same)?.Count ?? 0;
        var others = Counts.Where(one => one with { Count = 0 } != same);
        return this with { Counts = before + count == 0 ? [.. others] : [.. others, same with { Count = before + count }] };
    }
}
