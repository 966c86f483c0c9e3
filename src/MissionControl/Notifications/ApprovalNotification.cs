using System.Globalization;
using MissionControl.Approvals;

namespace MissionControl.Notifications;

/// <summary>Puts a notice of an approval into words: what a person needs to judge it, as the record stands when it is told.</summary>
internal static class ApprovalNotification
{
    private const int MostTitle = 200;
    private const int MostValue = 1000;

    public static Notification Of(ApprovalRecord record, ApprovalNotice notice) =>
        new(notice.NoticeId, NotificationKinds.ApprovalPrefix + Wire.Word(notice.Kind), notice.At, Cut($"{Opening(record, notice.Kind)}: {Subject(record)}", MostTitle))
        {
            Facts = [.. Facts(record).Where(fact => fact.Value.Length > 0).Select(fact => fact with { Value = Cut(fact.Value, MostValue) })],
            Recipients = notice.Recipients,
            ApprovalId = record.ApprovalId,
            RunId = record.RunId,
            MissionId = record.MissionId,
            AsksForDecision = record.IsOpen
                && notice.Kind is ApprovalNoticeKind.Requested or ApprovalNoticeKind.Reminder or ApprovalNoticeKind.Escalated or ApprovalNoticeKind.Delegated,
        };

    private static string Opening(ApprovalRecord record, ApprovalNoticeKind kind) => kind switch
    {
        ApprovalNoticeKind.Requested => "Approval needed",
        ApprovalNoticeKind.Reminder => "Approval still needed",
        ApprovalNoticeKind.Escalated => "Approval escalated to you",
        ApprovalNoticeKind.Delegated => "Approval delegated to you",
        ApprovalNoticeKind.Decided when record.Decision is { } decision => $"{(decision.Approved ? "Approved" : "Rejected")} by {decision.By}",
        ApprovalNoticeKind.Decided => "Decided",
        ApprovalNoticeKind.Expired => "Not decided in time",
        _ => "Approval no longer needed",
    };

    private static string Subject(ApprovalRecord record) => record.Summary ?? record.Evidence?.What ?? record.ApprovalId;

    private static IEnumerable<NotificationFact> Facts(ApprovalRecord record)
    {
        var evidence = record.Evidence;
        yield return new("What", evidence?.What ?? record.Summary ?? "");
        yield return new("Mission", record.MissionId);
        yield return new("Run", record.RunId);
        yield return new("Approval", record.ApprovalId);
        yield return new("Requested by", record.RequestedBy ?? "");
        foreach (var input in evidence?.Inputs ?? [])
        {
            yield return new($"Input {input.Name}", input.Shown + (input.IsCut ? " ..." : ""));
        }

        yield return new("Risk", string.Join(' ', evidence?.Risk ?? []));
        yield return new("Estimated cost", evidence?.EstimatedCostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost} USD") : "");
        yield return new("Estimated time", evidence?.EstimatedMinutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min") : "");
        yield return new("On rejection", evidence?.OnReject ?? "");
        yield return new("If nobody decides", evidence?.OnTimeout ?? "");
        yield return new("Due", record is { IsOpen: true, Due: { } due } ? Time(due) : "");
        yield return new("Decided at", record.Decision is { } decision ? Time(decision.At) : "");
        yield return new("Comment", record.Decision?.Comment ?? "");
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "...";
}
