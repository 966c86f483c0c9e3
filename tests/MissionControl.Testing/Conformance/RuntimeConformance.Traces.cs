using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MissionControl.Missions;
using MissionControl.Reports.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Telemetry;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>One mission whose telemetry and report are written down, but for times and durations: every runtime comes to the same.</summary>
public abstract partial class RuntimeConformance
{
    private const string WrittenTelemetry = """
        r1 parity completed Own 1 interventions 0 escalations, flagged, 0.50 USD, {"csat":3,"steps":2}
        r1/ask/1 ann approved Approved True after 1, 0.25 USD
        r1/left/1 ann completed - False after 1, 0.25 USD
        r1/right/1 - failed - False after 1, - USD
        decision ask 1
        budget_risk medium open - The run has cost 0.50 of 0.60 USD.
        csat_risk high open - csat was 3, the floor is 4.
        ann 2 logs, 2 done, 1 of 1 approved

        """;

    private const string WrittenReport = """
        # Mission report: Test mission

        Run r1 of mission parity, as of (time) UTC.

        ## Summary

        **completed** Every declared output exists: 1 output.

        | Figure | Value |  |
        | --- | ---: | --- |
        | Hops completed | 2 of 3 |  |
        | Elapsed | (span) | started (time) |
        | People took | (span) |  |
        | Cost | 0.50 USD |  |
        | Open risks | 2 | of 2 |

        ## Goal

        The same in every runtime.

        ## Plan as it ran

        | Hop | Status | Agent | Started | Round | Work | Estimate | Human delay | Attempts |
        | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
        | left | completed | ann | (time) | 1 | (span) | – | (span) | 1 |
        | right | skipped | – | (time) | 1 | (span) | – | (span) | 1 |
        | ask | completed | ann | (time) | 1 | (span) | – | (span) | 1 |

        ### Why these agents

        | Hop | Agent | Strategy | Considered |
        | --- | --- | --- | --- |
        | left | ann | performance | ann -12.0000, bob -12.0000 |
        | ask | ann | performance | ann -12.0000, bob -12.0000 |

        ### Steps

        | Hop | Step | Tool | Status | Attempts | Took | Cost |
        | --- | --- | --- | --- | ---: | ---: | ---: |
        | left | step1 | paid | completed | 1 | (span) | 0.25 USD |
        | right | step1 | broken | failed | 1 | (span) | – |
        | ask | step1 | paid | completed | 1 | (span) | 0.25 USD |

        ## Approvals

        | Subject | Asked | Status | By | Decided | Delay | Channel | Comment |
        | --- | --- | --- | --- | --- | ---: | --- | --- |
        | hop ask | (time) | approved | ann | (time) | (span) | conformance | go on |

        ## KPIs

        | KPI | Actual | Target | Baseline | Improvement | Status |
        | --- | ---: | ---: | ---: | ---: | --- |
        | csat | 3 | ≥ 4 | – | – | red |
        | steps | 2 | 2 | 4 | 50.0 % | green |

        ## Risks

        | Detected | Type | Task | Severity | Status | What happened | Closed |
        | --- | --- | --- | --- | --- | --- | --- |
        | (time) | budget risk | – | medium | open | The run has cost 0.50 of 0.60 USD. | – |
        | (time) | csat risk | – | high | open | csat was 3, the floor is 4. | – |

        ## Outputs

        | Output | Type | Bytes | SHA-256 |
        | --- | --- | ---: | --- |
        | z | any | 37 | 02a2eb03cac81f05… |

        *All times are UTC. A dash stands where nothing is known.*

        """;

    [ConformanceFact]
    public async Task Mission_WhoseTelemetryIsWrittenDown_LeavesThatTelemetry()
    {
        await using var stage = await TracedAsync();
        await stage.EndAsync();

        Assert.Equal(WrittenTelemetry, await TelemetryAsync(stage.Runtime), ignoreLineEndingDifferences: true);
    }

    /// <summary>The plan as it ran is read from the histories.</summary>
    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task Mission_WhoseReportIsWrittenDown_IsReportedLikeThat()
    {
        await using var stage = await TracedAsync();
        var run = await stage.EndAsync();

        Assert.Equal(WrittenReport, WithoutTimes(await ReportAsync(stage.Runtime, run)), ignoreLineEndingDifferences: true);
    }

    private async Task<MissionStage> TracedAsync()
    {
        var stage = await StageAsync(Paid("paid"), ScriptedTool.Failing("broken"));
        stage.Employ("ann", "bob");
        await stage.AskAsync(TestMission.Create("parity")
            .Input("x", JsonNode.Parse("""{"score":3}"""))
            .Hop("left", hop => hop.Reads("x").Step("paid").Writes("l").With("capability", "write"))
            .Hop("right", hop => hop.Reads("x").Step("broken").Retry(1).Writes("r").With("on_failure", "skip"))
            .Hop("ask", hop => hop.Reads("l").Approval().Step("paid").Writes("z").With("capability", "write"))
            .Output("z")
            .With("goal", "The same in every runtime.")
            .With("budget", JsonNode.Parse("""{"usd": 0.6}"""))
            .With("kpis", JsonNode.Parse("""{"csat": {"state_asset": "z", "path": "content.score", "threshold": 4}, "steps": {"target": 2, "baseline": 4}}""")));
        await stage.VoteAsync("hop~ask~1", approve: true, comment: "go on");
        return stage;
    }

    private static ScriptedTool Paid(string name) =>
        new(name, (input, _) => Task.FromResult(ToolResult.Of("value", input["value"]?.DeepClone()) with { Cost = new StepCost(0.25m, 10, 5) }));

    private static async Task<string> TelemetryAsync(ConformanceRuntime runtime)
    {
        // The run is final when its record is; what follows from that is a moment later where the platform takes its own time.
        var (telemetry, risks) = (runtime.Stores.Telemetry, runtime.Stores.Risks);
        await runtime.UntilAsync(async () => await telemetry.FindRunAsync(MissionStage.Run, CancellationToken.None) is { IsFinal: true }, "the run has told its end");
        var all = await telemetry.ReadAsync(new TelemetryQuery(MissionStage.Run), CancellationToken.None);
        var events = await risks.ListAllAsync(new RiskQuery(RunId: MissionStage.Run), CancellationToken.None);
        var agents = await telemetry.TallyAgentsAsync(CancellationToken.None);
        return string.Concat(((IEnumerable<string>)
        [
            .. all.Runs.Select(Line),
            .. all.TaskLogs.OrderBy(log => log.Key, StringComparer.Ordinal).Select(Line),
            .. all.Interventions.Select(one => $"{Wire.Word(one.Kind)} {one.TaskId} {one.Count}"),
            .. events.OrderBy(risk => risk.RiskType, StringComparer.Ordinal).Select(risk => $"{risk.RiskType} {risk.Severity} {risk.Status} {risk.TaskId ?? "-"} {risk.Description}"),
            .. agents.OrderBy(agent => agent.Key, StringComparer.Ordinal).Select(agent => $"{agent.Key} {agent.Value.Logs} logs, {agent.Value.Done} done, {agent.Value.Approved} of {agent.Value.Decided} approved"),
        ]).Select(line => line + "\n"));
    }

    private static string Line(MissionRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.RunId} {run.MissionId} {run.Status} {run.Origin} {run.HumanInterventions} interventions {run.Escalations} escalations, {(run.RiskFlagged ? "flagged" : "quiet")}, {run.Cost?.Usd} USD, {Wire.Serialize(run.Kpis)}");

    private static string Line(TaskLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"{log.Key} {log.AgentId ?? "-"} {log.Outcome} {log.Decision?.ToString() ?? "-"} {log.HumanApprovalRequired} after {log.Attempts}, {log.Cost?.Usd.ToString(CultureInfo.InvariantCulture) ?? "-"} USD");

    private static async Task<string> ReportAsync(ConformanceRuntime runtime, RunRecord run)
    {
        var (stores, now) = (runtime.Stores, runtime.Clock.GetUtcNow());
        var view = RunProjection.Read(run, await stores.Runs.ReadHistoryAsync(run.RunId, CancellationToken.None), now);
        var approvals = await stores.Approvals.ListAllAsync(new ApprovalQuery(run.RunId), CancellationToken.None);
        var source = MissionReportSource.Of(view, now, await stores.Definitions.GetAsync(run.DefinitionHash, CancellationToken.None), approvals) with
        {
            Telemetry = await stores.Telemetry.FindRunAsync(run.RunId, CancellationToken.None),
            RiskEvents = await stores.Risks.ListAllAsync(new RiskQuery(RunId: run.RunId), CancellationToken.None),
        };
        return MissionReport.Markdown(MissionReport.Of(source));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Times();

    [GeneratedRegex(@"\d[\d.,]* (?:ms|s|min|h)\b")]
    private static partial Regex Spans();

    private static string WithoutTimes(string report) => Spans().Replace(Times().Replace(report, "(time)"), "(span)");
}
