using MissionControl.Approvals;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Missions;

/// <summary>What people were asked, and what they said.</summary>
internal static class ApprovalSection
{
    public static ReportSection Of(MissionReportSource source) => new("Approvals",
    [
        new Table(
            [Column.Name("Subject"), Column.Time("Asked"), new("Status"), new("By"), Column.Time("Decided"), Column.Number("Delay"), new("Channel"), Column.Name("Comment")],
            source.Approvals.OrderBy(approval => approval.RequestedAt).ThenBy(approval => approval.ApprovalId, StringComparer.Ordinal)
                .Select(approval => Row(approval, source.Now)).ToList(),
            "Nobody was asked."),
    ]);

    private static IReadOnlyList<Cell> Row(ApprovalRecord approval, DateTimeOffset now)
    {
        var decision = approval.Decision;
        var end = decision?.At ?? (approval.IsOpen ? now : null);
        return
        [
            Subject(approval.Subject),
            Say.Time(approval.RequestedAt),
            new Cell(Say.Words(Wire.Word(approval.Status)), ToneOf(approval.Status)),
            decision?.By,
            Say.Time(decision?.At),
            end is { } at && at >= approval.RequestedAt ? Say.Lasted((at - approval.RequestedAt).Ticks / (decimal)TimeSpan.TicksPerMinute) : Say.Nothing,
            decision?.Channel,
            decision?.Comment,
        ];
    }

    private static string Subject(ApprovalSubject subject) => subject.Kind switch
    {
        ApprovalSubjectKind.Plan => "plan",
        ApprovalSubjectKind.Hop => $"hop {subject.HopId}",
        ApprovalSubjectKind.Step => $"step {subject.StepId} of hop {subject.HopId}",
        _ => $"output {subject.AssetId}",
    };

    private static Tone ToneOf(ApprovalStatus status) => status switch
    {
        ApprovalStatus.Approved => Tone.Good,
        ApprovalStatus.Rejected or ApprovalStatus.Expired => Tone.Bad,
        ApprovalStatus.Cancelled => Tone.Quiet,
        _ => Tone.Warning,
    };
}
