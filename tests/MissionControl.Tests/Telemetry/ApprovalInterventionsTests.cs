using MissionControl.Approvals;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

public sealed class ApprovalInterventionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly ApprovalRecord Asked =
        new("r1~hop~t1~1", "r1", "m", "r1", new ApprovalSubject(ApprovalSubjectKind.Hop, 1, "t1"), ApprovalStatus.Pending, Now, null);

    [Fact]
    public void Decision_OfAPerson_IsOneInterventionAtItsTime()
    {
        var decided = Asked with { Status = ApprovalStatus.Rejected, Decision = new ApprovalDecision(false, "ann", Now.AddMinutes(3), "cli") };

        Assert.Equal([Intervention.OfDecision("r1~hop~t1~1", Now.AddMinutes(3), "r1", "m", "t1")], ApprovalInterventions.Of(Asked, decided, Now.AddMinutes(9)));
        Assert.Empty(ApprovalInterventions.Of(decided, decided with { Notices = [] }, Now));
    }

    [Fact]
    public void Decision_OfTheDeadline_CountsNowhere()
    {
        var decided = Asked with { Status = ApprovalStatus.Approved, Decision = new ApprovalDecision(true, ApprovalDecision.Timeout, Now, "run") };

        Assert.Empty(ApprovalInterventions.Of(Asked, decided, Now));
        Assert.Empty(ApprovalInterventions.Of(Asked, Asked with { Status = ApprovalStatus.Expired }, Now));
    }

    [Fact]
    public void Levels_ThatWereClimbed_AreOneEscalationEach()
    {
        var levels = ApprovalInterventions.Of(Asked with { Level = 1 }, Asked with { Level = 3 }, Now).ToList();

        Assert.Equal(["r1~hop~t1~1~level2", "r1~hop~t1~1~level3"], levels.Select(one => one.Key));
        Assert.All(levels, one => Assert.Equal((InterventionKind.Escalation, "t1", Now), (one.Kind, one.TaskId, one.At)));
    }
}
