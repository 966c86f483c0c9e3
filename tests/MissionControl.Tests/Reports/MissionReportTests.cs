using System.Xml.Linq;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reports.Missions;
using MissionControl.Risk;
using MissionControl.Steps;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Reports;

public sealed class MissionReportTests
{
    private static readonly DateTimeOffset T = new(2026, 2, 6, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Report_OnARun_TellsEveryPartOfIt()
    {
        var report = MissionReport.Markdown(MissionReport.Of(Source()));

        string[] lines =
        [
            "# Mission report: Close the books",
            "Run R1 of mission M1, as of 2026-02-06 10:00 UTC.",
            "**awaiting approval** The run waits for 1 decision.",
            "| Hops completed | 1 of 2 |  |",
            "| Elapsed | 60 min | started 2026-02-06 09:00 |",
            "| People took | 7 min |  |",
            "| Cost | 1.50 USD |  |",
            "| Open risks | 1 | of 1 |",
            "Close in two days.",
            "- Every account agrees",
            "| Collect (H1) | completed | A1 | 2026-02-06 09:00 | 1 | 12.5 min | 10 min | 7 min | 2 |",
            "| H2 | awaiting approval | – | – | 1 | – | – | – | 0 |",
            "| H1 | A1 | performance | A1 0.9248, A2: it is busy |",
            "| H1 | s1 | http_request | completed | 2 | 3 min | 1.50 USD |",
            "| hop H1 | 2026-02-06 09:01 | approved | vera | 2026-02-06 09:08 | 7 min | cli | fine \\| go |",
            "| hop H2 | 2026-02-06 09:30 | pending | – | – | 30 min | – | – |",
            "| close_days | 1.5 | 2 | 5 | 70.0 % | green |",
            "| 2026-02-06 09:06 | approval delay | H1 | medium | open | Late. | – |",
            "| books | report | 2,048 | 0123456789abcdef… |",
            "| step failed | H1 | s1 | 1 | No answer. |",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", report, StringComparison.Ordinal));
    }

    [Fact]
    public void Report_InHtml_IsOnePageWithoutScript()
    {
        var html = MissionReport.Html(MissionReport.Of(Source()));

        var page = XElement.Parse(html["<!doctype html>\n".Length..]);
        Assert.Equal(["Summary", "Goal", "Plan as it ran", "Approvals", "KPIs", "Risks", "Outputs", "Errors"], page.Descendants("h2").Select(heading => heading.Value));
        Assert.Empty(page.Descendants("script"));
    }

    [Fact]
    public void Report_OnARunThatJustBegan_MakesNothingUp()
    {
        var report = MissionReport.Markdown(MissionReport.Of(new MissionReportSource(new RunView("R1", "M1", RunStatus.Pending), T)));

        Assert.Contains("| Elapsed | – | started – |", report, StringComparison.Ordinal);
        Assert.Contains("| Cost | – |  |", report, StringComparison.Ordinal);
        Assert.Contains("The plan does not stand yet.", report, StringComparison.Ordinal);
        Assert.Contains("Nobody was asked.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("isk", report, StringComparison.Ordinal);
    }

    private static MissionReportSource Source()
    {
        var first = new HopDefinition("H1") { Name = "Collect", EstimatedDurationMinutes = 10 };
        var ran = new HopResult("H1", HopStatus.Completed)
        {
            AgentId = "A1",
            StartedAt = T,
            ActualDurationMinutes = 12.5m,
            HumanDelayMinutes = 7,
            Routing = new RoutingDecision("A1", RoutingStrategy.Performance, [new("A1", 0.9248m, null), new("A2", null, "it is busy")]),
            Steps = [new StepResult("s1", "http_request", StepStatus.Completed) { Attempts = 2, StartedAt = T, CompletedAt = T.AddMinutes(3), Cost = new StepCost(1.5m) }],
        };
        var run = new RunView("R1", "M1", RunStatus.AwaitingApproval)
        {
            MissionName = "Close the books",
            CreatedAt = T,
            Hops = [View(first, ran), View(new HopDefinition("H2"), new HopResult("H2", HopStatus.AwaitingApproval))],
            Awaiting = ["R1~hop~H2~1"],
            Outputs = new Dictionary<string, AssetReference> { ["books"] = new("books", AssetType.Report, "0123456789abcdef0123456789abcdef", 2048) },
            Errors = [new RunError("step_failed", "No answer.", "H1", "s1", 1)],
        };
        return new MissionReportSource(run, T.AddHours(1))
        {
            Definition = new MissionDefinition("M1", "Close the books") { Goal = "Close in two days.", SuccessCriteria = ["Every account agrees"], Hops = [first], Kpis = [new("close_days") { Target = 2, Baseline = 5 }] },
            Telemetry = new MissionRun("R1", "M1", T, "awaiting_approval") { Kpis = new Dictionary<string, decimal> { ["close_days"] = 1.5m } },
            Approvals =
            [
                Approval("H1", ApprovalStatus.Approved, 1) with { Decision = new ApprovalDecision(true, "vera", T.AddMinutes(8), "cli", "fine | go") },
                Approval("H2", ApprovalStatus.Pending, 30),
            ],
            RiskEvents = [new RiskEvent("E1", "R1", "M1", "H1", "approval_delay", "medium", "Late.", T.AddMinutes(6), "open")],
        };
    }

    private static HopView View(HopDefinition hop, HopResult result) => new(result) { Plan = new PlannedHop(hop, [], new Dictionary<string, string>()) };

    private static ApprovalRecord Approval(string hop, ApprovalStatus status, int minutes) =>
        new($"R1~hop~{hop}~1", "R1", "M1", "i", new ApprovalSubject(ApprovalSubjectKind.Hop, 1, hop), status, T.AddMinutes(minutes), null);
}
