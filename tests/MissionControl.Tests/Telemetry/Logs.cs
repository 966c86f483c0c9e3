using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

/// <summary>Task logs as short as tests need them.</summary>
internal static class Logs
{
    public static readonly DateTimeOffset Day = new(2026, 2, 6, 12, 0, 0, TimeSpan.Zero);

    public static TaskLog Own(string outcome, decimal minutes = 4, int round = 1) =>
        new("R1", "M1", "T1", "A1", outcome) { ActualDurationMinutes = minutes, Round = round, EndedAt = Day, Origin = TelemetryOrigin.Own };
}
