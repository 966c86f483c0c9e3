using MissionControl.Risk;

namespace MissionControl.Runtime;

/// <summary>The risk events, one per id. A write that returned is on disk. Events stay when their run is purged.</summary>
public abstract class RiskStore
{
    /// <summary>
    /// Gives the function the events of the run and the open ones of its mission, and puts what it returns in their place, as often as it takes
    /// until nobody came in between. In the same step a notice is left for each event that thereby is open and high
    /// (<see cref="RiskNotification.Of"/>).
    /// </summary>
    /// <param name="runId">Null: only the open ones of the mission.</param>
    /// <param name="ofRunAlone">True: the function is only given the events of the run, however many others its mission has.</param>
    /// <returns>What the function returned at last.</returns>
    public abstract Task<IReadOnlyList<RiskEvent>> ChangeAsync(
        string missionId, string? runId, Func<IReadOnlyList<RiskEvent>, IReadOnlyList<RiskEvent>> change, CancellationToken cancellationToken, bool ofRunAlone = false);

    public abstract Task<RiskEvent?> FindAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>Latest detection first, those without a time last. Pages neither skip nor repeat an event that fits from the first page to the last.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    public abstract Task<Page<RiskEvent>> ListAsync(RiskQuery query, CancellationToken cancellationToken);

    /// <summary>Every event that is not closed, in no order.</summary>
    public abstract Task<IReadOnlyList<RiskEvent>> ListOpenAsync(CancellationToken cancellationToken);

    /// <summary>How many there are, without a look at each: equal to <see cref="RiskRollup.Of"/> over all events.</summary>
    public abstract Task<RiskRollup> CountAsync(CancellationToken cancellationToken);

    /// <summary>All pages.</summary>
    public async Task<IReadOnlyList<RiskEvent>> ListAllAsync(RiskQuery query, CancellationToken cancellationToken)
    {
        var all = new List<RiskEvent>();
        while (true)
        {
            var page = await ListAsync(query, cancellationToken);
            all.AddRange(page.Items);
            if (page.Cursor is null)
            {
                return all;
            }

            query = query with { Cursor = page.Cursor };
        }
    }
}

/// <summary>Which events; unset = all.</summary>
/// <param name="Open">True: those that are not closed.</param>
/// <param name="Since">Detected then or later.</param>
public sealed record RiskQuery(bool? Open = null, string? MissionId = null, string? RunId = null, DateTimeOffset? Since = null, int Limit = 100, string? Cursor = null);
