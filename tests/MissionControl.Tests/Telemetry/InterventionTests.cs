using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

public sealed class InterventionTests
{
    [Fact]
    public void Key_OfTheSameCause_IsTheSameWheneverItIsMade()
    {
        Assert.Equal(Intervention.OfDecision("R1~hop~T1~1", Logs.Day, "R1", "M1").Key, Intervention.OfDecision("R1~hop~T1~1", Logs.Day.AddHours(1), "R1", "M1").Key);
        string[] keys =
        [
            Intervention.OfDecision("R1~hop~T1~1", Logs.Day, "R1", "M1").Key, Intervention.OfEscalation("R1~hop~T1~1", 1, Logs.Day, "R1", "M1").Key,
            Intervention.OfEscalation("R1~hop~T1~1", 2, Logs.Day, "R1", "M1").Key, Intervention.OfCommand(InterventionKind.Suspend, 4, Logs.Day, "R1", "M1").Key,
            Intervention.OfCommand(InterventionKind.Resume, 4, Logs.Day, "R1", "M1").Key,
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Totals_OfAnImportedRun_CountAtItsEndElseItsStart()
    {
        var run = new MissionRun("R1", "M1", Logs.Day, "completed") { HumanInterventions = 3, Escalations = 2 };

        Assert.All(Intervention.OfRecorded(run), one => Assert.Equal(Logs.Day, one.At));
        Assert.Equal([3, 2], Intervention.OfRecorded(run with { EndTime = Logs.Day.AddHours(5) }).Where(one => one.At == Logs.Day.AddHours(5)).Select(one => one.Count));
        Assert.Empty(Intervention.OfRecorded(run with { HumanInterventions = 0, Escalations = 0 }));
    }
}
