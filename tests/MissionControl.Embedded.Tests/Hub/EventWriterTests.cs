using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using MissionControl.Embedded.Sqlite;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Tests.Hub;

/// <summary>Histories are sealed by their bytes: whoever writes an event writes the same.</summary>
public sealed class EventWriterTests
{
    private const string Awkward = "{\"a\":\"<ä & 'b'>\"}\n\u0001\u2028😀/\\";

    public static TheoryData<string> Kinds =>
        [.. typeof(HistoryEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Write_AnEventOfEachKind_GivesTheBytesOfTheSerializer(string kind)
    {
        var type = typeof(HistoryEvent).Assembly.GetType($"{typeof(HistoryEvent).Namespace}.{kind}")!;
        foreach (var isFull in new[] { true, false })
        {
            var happened = Make(type, isFull);
            Assert.Equal(Wire.Serialize(happened), Encoding.UTF8.GetString(EventWriter.Write(happened)));
            Assert.Equal(Wire.Serialize<List<HistoryEvent>>([happened, happened]), Encoding.UTF8.GetString(EventWriter.Write([happened, happened])));
        }
    }

    [Fact]
    public void Write_AfterALargeEvent_WritesOnlyTheNextOne()
    {
        EventWriter.Write(new TaskCompleted(1, new string('x', 200_000)));
        EventWriter.Write(new TaskCompleted(2, new string('y', 2000)));

        Assert.Equal("""{"event":"timer_fired","task_id":3}""", Encoding.UTF8.GetString(EventWriter.Write(new TimerFired(3))));
    }

    private static HistoryEvent Make(Type type, bool isFull)
    {
        var constructor = type.GetConstructors().Single();
        var made = (HistoryEvent)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, isFull))]);
        foreach (var property in type.GetProperties().Where(property => isFull && property.SetMethod is { IsPublic: true }))
        {
            property.SetValue(made, Value(property.PropertyType, isFull));
        }

        return made;
    }

    private static object? Value(Type type, bool isFull) => type switch
    {
        _ when type == typeof(string) => isFull ? Awkward : null,
        _ when type == typeof(long) => isFull ? long.MaxValue : 0L,
        _ when type == typeof(long?) => isFull ? 7L : null,
        _ when type == typeof(int?) => isFull ? 3 : null,
        _ when type == typeof(DateTimeOffset) => isFull ? new DateTimeOffset(2026, 2, 3, 4, 5, 6, 70, TimeSpan.FromHours(2)).AddTicks(8) : default(DateTimeOffset),
        _ when type == typeof(FailureDetails) => new FailureDetails("broken", Awkward),
        _ => throw new InvalidOperationException($"The test knows no value of {type}."),
    };
}
