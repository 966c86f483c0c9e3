using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

/// <summary>A run as its histories alone tell it, for runs that people approve or reject and that nothing else disturbs.</summary>
internal sealed class RunAccount
{
    private readonly RunInput _input;
    private readonly List<HopAccount> _hops;
    private readonly DateTimeOffset _ended;
    private readonly RunStatus _status;

    public RunAccount(IReadOnlyList<InstanceHistory> histories)
    {
        var mission = histories.Single(history => history.Events[0] is ExecutionStarted { Name: TaskNames.Mission }).Events;
        _input = Wire.Deserialize<RunInput>(((ExecutionStarted)mission[0]).Input!)!;
        _hops = histories.Where(history => history.Events[0] is ExecutionStarted { Name: TaskNames.Hop }).Select(history => new HopAccount(history.Events)).ToList();
        _status = Wire.Deserialize<RunResult>(mission.OfType<ExecutionCompleted>().Single().Result!)!.Status;
        _ended = _hops.Max(hop => hop.EndedAt);
    }

    public DateTimeOffset EndedAt => _ended;

    public IReadOnlyList<TaskLog> Logs => _hops.ConvertAll(hop => hop.Log());

    public IReadOnlyList<Intervention> Interventions => _hops.Where(hop => hop.Outcome is not null)
        .Select(hop => new Intervention($"{hop.Outcome!.ApprovalId}~decision", hop.Outcome.Decision!.At, InterventionKind.Decision, _input.RunId, _input.MissionId) { TaskId = hop.Hop.Id })
        .ToList();

    /// <param name="kpi">The KPI whose name says a time, and the minutes of its unit.</param>
    public MissionRun Run(string kpi, decimal unit)
    {
        var minutes = (_ended - _input.RunStartedAt).Ticks / (decimal)TimeSpan.TicksPerMinute;
        var kpis = new Dictionary<string, decimal> { [kpi] = Math.Round(minutes / unit, 6, MidpointRounding.AwayFromZero) };
        if (_input.MissionId == "M001")
        {
            kpis["steps"] = _hops.Count(hop => hop.Log().Outcome != "rejected");
        }

        return new MissionRun(_input.RunId, _input.MissionId, _input.RunStartedAt, Wire.Word(_status))
        {
            EndTime = _ended,
            TotalDurationMinutes = minutes,
            Kpis = _status == RunStatus.Completed ? kpis : [],
            HumanInterventions = Interventions.Count,
            HumanDelayMinutes = _hops.Sum(hop => hop.Delay),
            RiskFlagged = Risks().Count > 0,
            DefinitionHash = _input.DefinitionHash,
            Origin = TelemetryOrigin.Own,
        };
    }

    /// <summary>Type, task, severity, status and reason of each event at the end of the run.</summary>
    public IReadOnlyList<(string Type, string? Task, string Severity, string Status, string? Reason)> Risks()
    {
        var risks = new List<(string, string?, string, string, string?)>();
        foreach (var hop in _hops)
        {
            var (late, over) = (hop.Delay >= 5, IsOver(hop));
            var closes = _status == RunStatus.Completed;
            var replaced = late && over ? $"replaced_by {RiskEvent.IdOf(_input.RunId, hop.Hop.Id, "sla_breach_risk")}" : null;
            if (late)
            {
                risks.Add(("approval_delay", hop.Hop.Id, hop.Delay >= 10 ? "high" : "medium", "closed", replaced ?? "decided"));
            }

            if (over)
            {
                var severity = hop.Actual >= 2 * hop.Hop.EstimatedDurationMinutes ? "medium" : "low";
                risks.Add(("task_overrun", hop.Hop.Id, severity, closes || late ? "closed" : "open", replaced ?? (closes ? "run_completed" : null)));
            }

            if (replaced is not null)
            {
                risks.Add(("sla_breach_risk", hop.Hop.Id, "medium", closes ? "closed" : "open", closes ? "run_completed" : null));
            }
        }

        if (_status == RunStatus.Rejected)
        {
            risks.Add(("workflow_failure", _hops.Single(hop => hop.Log().Outcome == "rejected").Hop.Id, "high", "open", null));
        }

        return risks;
    }

    private static bool IsOver(HopAccount hop) =>
        hop.Hop.EstimatedDurationMinutes is { } estimate && hop.Actual >= estimate * 1.5m && hop.Actual - estimate >= 2;
}
