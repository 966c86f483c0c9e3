using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sqlite;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class CountedRecordsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_OfATransactionWithAUnitThatFails_AreCountedOnce()
    {
        using var hub = SqliteHub.Open(_folder.File, null);
        hub.Apply([Writes("r0")]);
        var fails = new Command<bool>(_ => throw new InvalidDataException(), null);

        hub.Apply([Writes("r1"), fails, Writes("r2")]);
        hub.Apply([Writes("r3")]);

        Assert.IsType<InvalidDataException>(fails.Error);
        Assert.Equal(4, hub.Read(tables => tables.Telemetry.Count(Now)).CompletedRuns);
        Assert.Equal(4, hub.Read(tables => tables.Telemetry.TallyAgents())["ann"].Logs);
        Assert.Equal(4.000000004m, hub.Read(tables => tables.Telemetry.Count(Now)).Tasks[new TaskKey("m", "t")].HumanDelayMinutes);
    }

    [Fact]
    public void Records_WhoseSumIsTooLarge_FailAlone()
    {
        using var hub = SqliteHub.Open(_folder.File, null);
        var (first, second, third) = (Writes("r1", decimal.MaxValue), Writes("r2", decimal.MaxValue), Writes("r3", -1));

        hub.Apply([first, second, third]);

        Assert.Equal((null, typeof(OverflowException), null), (first.Error, second.Error?.GetType(), third.Error));
        Assert.Equal(decimal.MaxValue - 1, hub.Read(tables => tables.Telemetry.Count(Now)).Tasks[new TaskKey("m", "t")].HumanDelayMinutes);
        Assert.Null(hub.Read(tables => tables.Telemetry.FindRun("r2")));
    }

    private static Command<bool> Writes(string runId, decimal delay = 1.000000001m) => new(
        tables =>
        {
            tables.Telemetry.Write(new TelemetryBatch
            {
                Runs = [new MissionRun(runId, "m", Now, "completed") { EndTime = Now, Origin = TelemetryOrigin.Own }],
                TaskLogs = [new TaskLog(runId, "m", "t", "ann", "completed") { EndedAt = Now, EstimatedDurationMinutes = 1, HumanDelayMinutes = delay, Origin = TelemetryOrigin.Own }],
            });
            return true;
        },
        null);
}
