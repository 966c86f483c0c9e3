using Microsoft.Azure.Functions.Worker;
using MissionControl.Functions.Timers;

namespace MissionControl.Functions.Tests.Timers;

/// <summary>A timer's work is for the time of its schedule, however late it begins.</summary>
public sealed class TimerFunctionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 2, 40, 0, TimeSpan.Zero);

    [Fact]
    public void Tick_ThatComesLate_IsForItsOwnTime()
    {
        var late = new TimerInfo { IsPastDue = true, ScheduleStatus = new ScheduleStatus { Last = new DateTime(2026, 3, 1, 2, 30, 0, DateTimeKind.Utc) } };

        Assert.Equal(Now - TimeSpan.FromMinutes(10), TimerFunctions.ScheduledFor(late, Now));
    }

    [Fact]
    public void Tick_WithoutASchedulesMemory_IsForNow()
    {
        Assert.Equal(Now, TimerFunctions.ScheduledFor(new TimerInfo(), Now));
        Assert.Equal(Now, TimerFunctions.ScheduledFor(new TimerInfo { ScheduleStatus = new ScheduleStatus() }, Now));
    }

    [Fact]
    public void Tick_OfAClockThatRanAhead_IsForNow()
    {
        var ahead = new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = new DateTime(2026, 3, 1, 3, 0, 0, DateTimeKind.Utc) } };

        Assert.Equal(Now, TimerFunctions.ScheduledFor(ahead, Now));
    }
}
