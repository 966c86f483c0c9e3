using MissionControl.Approvals;
using MissionControl.Notifications;

namespace MissionControl.Tests.Notifications;

public sealed class ApprovalNotificationTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ApprovalNoticeKind.Requested, "approval.requested", "Approval needed: Deploy", true)]
    [InlineData(ApprovalNoticeKind.Reminder, "approval.reminder", "Approval still needed: Deploy", true)]
    [InlineData(ApprovalNoticeKind.Escalated, "approval.escalated", "Approval escalated to you: Deploy", true)]
    [InlineData(ApprovalNoticeKind.Delegated, "approval.delegated", "Approval delegated to you: Deploy", true)]
    [InlineData(ApprovalNoticeKind.Expired, "approval.expired", "Not decided in time: Deploy", false)]
    [InlineData(ApprovalNoticeKind.Cancelled, "approval.cancelled", "Approval no longer needed: Deploy", false)]
    public void Notice_OfEachKind_IsPutIntoWords(ApprovalNoticeKind kind, string word, string title, bool asks)
    {
        var told = ApprovalNotification.Of(Record(), new ApprovalNotice("n", kind, At, ["ann"]));

        Assert.Equal((word, title, asks), (told.Kind, told.Title, told.AsksForDecision));
        Assert.Equal(["ann"], told.Recipients);
    }

    [Fact]
    public void Notice_OfADecision_SaysWhoAndWhy()
    {
        var decided = Record() with { Status = ApprovalStatus.Rejected, Decision = new ApprovalDecision(false, "bob", At, "cli", "too early") };

        var told = ApprovalNotification.Of(decided, new ApprovalNotice("n", ApprovalNoticeKind.Decided, At, []));

        Assert.Equal("Rejected by bob: Deploy", told.Title);
        Assert.Contains(new NotificationFact("Comment", "too early"), told.Facts);
        Assert.False(told.AsksForDecision);
    }

    [Fact]
    public void Notice_WithLongTexts_IsCut()
    {
        var record = Record() with { Summary = new string('x', 10_000), Evidence = new ApprovalEvidence(new string('y', 10_000), "", "") };

        var told = ApprovalNotification.Of(record, new ApprovalNotice("n", ApprovalNoticeKind.Requested, At, []));

        Assert.True(told.Title.Length < 300);
        Assert.All(told.Facts, fact => Assert.True(fact.Value.Length <= 1003));
    }

    private static ApprovalRecord Record() =>
        new("r~plan~1", "r", "m", "r~plan~1", new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, At, null) { Summary = "Deploy" };
}
