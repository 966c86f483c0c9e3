using System.Text;
using MissionControl.Embedded.Replaying;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Tests.Replaying;

public sealed class HistoryDocumentTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private const string Start = """{"number":1,"event":"execution_started","name":"Mission","version":"1"}""";

    [Fact]
    public void Document_WrittenAndRead_IsTheSame()
    {
        HistoryEvent[] events =
        [
            new ExecutionStarted("Mission", "1", """{"a":"<b>"}""", null, null) { Generation = 2 }, new OrchestratorStarted(Time), new TaskScheduled(1, "RunStep", "{}"),
            new OrchestratorStarted(Time), new TaskFailed(1, new MissionControl.Runtime.FailureDetails("X", "line\nline", "at")), new TimerCreated(2, Time), new EventRaised("go", null, "e-1"),
            new ExecutionCompleted("1"),
        ];
        var document = new HistoryDocument("m", "r1", "7", [new InstanceHistory("r1", null, events), new InstanceHistory("r1~1", "r1", events)]);

        var read = HistoryDocument.Read(Encoding.UTF8.GetBytes(document.ToJson()), "f");

        Assert.Equal((document.MissionId, document.RunId, document.OrchestratorVersion), (read.MissionId, read.RunId, read.OrchestratorVersion));
        Assert.Equal([("r1", null), ("r1~1", "r1")], read.Instances.Select(instance => (instance.InstanceId, instance.ParentInstanceId)));
        Assert.All(read.Instances, instance => Assert.Equal(events, instance.Events));
    }

    [Theory]
    [InlineData("", "line 1: this is no JSON")]
    [InlineData("[]", "this is no exported history")]
    [InlineData("""{"schema_version":1}""", "this is no exported history")]
    [InlineData("""{"schema_version":"1","instances":[]}""", "schema_version is no version number")]
    [InlineData("""{"schema_version":2,"instances":[]}""", "reads up to 1. Use a newer program")]
    [InlineData("""{"schema_version":1,"run_id":"r","orchestrator_version":"1","instances":[]}""", "mission_id is missing")]
    [InlineData("""{"schema_version":1,"schema_version":1,"instances":[]}""", "this is no JSON")]
    public void Document_OfAnotherForm_IsRefusedWithThePlace(string json, string fault) => AssertRefused(json, fault);

    [Theory]
    [InlineData("", "instances is no list of instances")]
    [InlineData("5", "instances[0] is no object")]
    [InlineData("""{"events":[]}""", "instances[0].instance_id is missing")]
    [InlineData("""{"instance_id":"r1"}""", "instances[0].events is no list")]
    [InlineData($$"""{"instance_id":"r1","events":[{{Start}}]},{"instance_id":"r1","events":[{{Start}}]}""", "the instance 'r1' is there twice")]
    [InlineData("""{"instance_id":"r1","parent_instance_id":4,"events":[]}""", "parent_instance_id is missing or no text")]
    public void Instance_OfAnotherForm_IsRefusedWithThePlace(string instances, string fault) =>
        AssertRefused($$"""{"schema_version":1,"mission_id":"m","run_id":"r","orchestrator_version":"1","instances":[{{instances}}]}""", fault);

    [Theory]
    [InlineData("5", "events[1] is no event")]
    [InlineData("""{"number":3,"event":"timer_fired","task_id":1}""", "its number is 3, but 2 follows")]
    [InlineData("""{"number":"2","event":"timer_fired","task_id":1}""", "but 2 follows")]
    [InlineData("""{"number":2,"event":"rocket_fired","task_id":1}""", "events[1] (rocket_fired) cannot be read")]
    [InlineData("""{"number":2,"event":"timer_fired","task_id":"x"}""", "events[1] (timer_fired) cannot be read")]
    [InlineData("""{"number":2,"event":"timer_fired"}""", "(timer_fired) has no task_id")]
    [InlineData("""{"number":2,"event":"task_scheduled","task_id":1}""", "(task_scheduled) has no name")]
    [InlineData("""{"number":2,"event":"task_failed","task_id":1,"details":{}}""", "(task_failed) has no error_type")]
    [InlineData("""{"number":2,"event":"execution_started","name":"Mission","version":"1"}""", "only the first")]
    public void Event_OfAnotherForm_IsRefusedWithThePlace(string second, string fault) =>
        AssertRefused($$"""{"schema_version":1,"mission_id":"m","run_id":"r","orchestrator_version":"1","instances":[{"instance_id":"r1","events":[{{Start}},{{second}}]}]}""", fault);

    [Fact]
    public void Document_NestedBeyondMeasure_IsRefused() => AssertRefused(new string('[', 100_000), "this is no JSON");

    [Fact]
    public void Event_WithItsKindLast_IsRead()
    {
        var json = """{"schema_version":1,"mission_id":"m","run_id":"r","orchestrator_version":"1","instances":[{"instance_id":"r1","events":[{"name":"Mission","version":"1","event":"execution_started","number":1}]}]}""";

        Assert.Equal(new ExecutionStarted("Mission", "1", null, null, null), HistoryDocument.Read(Encoding.UTF8.GetBytes(json), "f").Instances[0].Events[0]);
    }

    private static void AssertRefused(string json, string fault)
    {
        var refused = Assert.Throws<HistoryFormatException>(() => HistoryDocument.Read(Encoding.UTF8.GetBytes(json), "some.json"));

        Assert.StartsWith("some.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }
}
