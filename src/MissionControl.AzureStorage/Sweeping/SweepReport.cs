namespace MissionControl.AzureStorage.Sweeping;

/// <summary>What a sweep did.</summary>
/// <param name="Runs">Runs for which something was left to do: an orchestration to start, changes to tell, an ending or a deletion to finish.</param>
/// <param name="Abandoned">Starts that never came to be and whose traces were cleared.</param>
/// <param name="Decisions">Decisions of people that were raised again.</param>
/// <param name="Cancelled">Approvals that were still open although their run is over.</param>
/// <param name="Events">Events from outside that were raised again.</param>
/// <param name="Told">Changes of approvals that the feed or telemetry did not have.</param>
/// <param name="Hours">Hours of the portfolio that came to something else than when they were counted last.</param>
/// <param name="Failed">So many things could not be done; the next sweep tries them again.</param>
public sealed record SweepReport(int Runs, int Abandoned, int Decisions, int Cancelled, int Events, int Told, int Hours, int Failed)
{
    /// <summary>True when there was nothing to do.</summary>
    public bool IsClean => this == new SweepReport(0, 0, 0, 0, 0, 0, 0, 0);
}
