namespace MissionControl.Risk;

/// <summary>The events of a mission while facts are applied: what is known, and what of it changed.</summary>
internal sealed class RiskRegister
{
    private readonly Dictionary<string, RiskEvent> _events;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    public RiskRegister(IEnumerable<RiskEvent> known) => _events = known.ToDictionary(risk => risk.EventId, StringComparer.Ordinal);

    public IReadOnlyList<RiskEvent> Changed => _events.Values.Where(risk => _changed.Contains(risk.EventId)).ToList();

    public RiskEvent? Find(string runId, string? taskId, string riskType) => _events.GetValueOrDefault(RiskEvent.IdOf(runId, taskId, riskType));

    public IEnumerable<RiskEvent> OpenOf(Func<RiskEvent, bool> which) => _events.Values.Where(risk => risk.IsOpen && which(risk)).ToList();

    /// <summary>
    /// Raises the event, or worsens it. A closed one opens again when the fact came after it was closed: for what closed by itself always, for
    /// what a person closed only when it is worse than the person knew. One that became part of another stays so.
    /// </summary>
    public RiskEvent Raise(RiskFact fact, string? taskId, string riskType, string severity, string description)
    {
        var id = RiskEvent.IdOf(fact.RunId, taskId, riskType);
        if (!_events.TryGetValue(id, out var known))
        {
            return Put(new RiskEvent(id, fact.RunId, fact.MissionId, taskId, riskType, severity, description, fact.At, RiskEvent.Open));
        }

        var isWorse = Severity.Weight(severity) > Severity.Weight(known.Severity);
        var worst = Severity.Worse(known.Severity, severity);
        if (known.IsOpen)
        {
            return isWorse ? Put(known with { Severity = worst, Description = description, RaisedAt = fact.At }) : known;
        }

        var opensAgain = !known.IsReplaced && fact.At > known.ClosedAt && (isWorse || known.ClosedBy == RiskEvent.System);
        return opensAgain
            ? Put(known with
            {
                Severity = worst,
                Description = description,
                RaisedAt = fact.At,
                Status = RiskEvent.Open,
                AcknowledgedAt = null,
                AcknowledgedBy = null,
                ClosedAt = null,
                ClosedBy = null,
                Reason = null,
            })
            : known;
    }

    public void Close(RiskEvent risk, DateTimeOffset at, string reason)
    {
        if (risk.IsOpen)
        {
            Put(risk.Close(RiskEvent.System, at, reason));
        }
    }

    public void Replace(RiskEvent risk, RiskEvent by, DateTimeOffset at)
    {
        if (!risk.IsReplaced)
        {
            Put(risk.ReplacedBy(by, at));
        }
    }

    private RiskEvent Put(RiskEvent risk)
    {
        _changed.Add(risk.EventId);
        return _events[risk.EventId] = risk;
    }
}
