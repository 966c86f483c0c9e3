using System.Buffers;
using System.Text.Json;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sqlite;

/// <summary>
/// Writes events as <see cref="Wire"/> does, byte for byte. The frequent ones are written by hand, which takes half the time of a serializer
/// that must find out what each event is; all others go through it. Any thread.
/// </summary>
internal static class EventWriter
{
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bytes;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    public static byte[] Write(IReadOnlyList<HistoryEvent> events)
    {
        var json = Begin();
        json.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            Add(json, events[i]);
        }

        json.WriteEndArray();
        return End(json);
    }

    public static byte[] Write(HistoryEvent happened)
    {
        var json = Begin();
        Add(json, happened);
        return End(json);
    }

    // What an event that could not be written left behind is dropped here.
    private static Utf8JsonWriter Begin()
    {
        if (_bytes is null || _bytes.Capacity > KeptBytes)
        {
            _bytes = new ArrayBufferWriter<byte>(1024);
            _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = Wire.Options.Encoder, SkipValidation = true });
        }

        _bytes.ResetWrittenCount();
        _json!.Reset();
        return _json;
    }

    private static byte[] End(Utf8JsonWriter json)
    {
        json.Flush();
        return _bytes!.WrittenSpan.ToArray();
    }

    private static void Add(Utf8JsonWriter json, HistoryEvent happened)
    {
        switch (happened)
        {
            case OrchestratorStarted turn:
                Begin(json, "orchestrator_started"u8);
                json.WriteString("at"u8, turn.At);
                json.WriteEndObject();
                break;
            case TaskScheduled task:
                Begin(json, "task_scheduled"u8, task.TaskId);
                AddText(json, "name"u8, task.Name);
                End(json, "input"u8, task.Input);
                break;
            case TaskCompleted task:
                Begin(json, "task_completed"u8, task.TaskId);
                End(json, "result"u8, task.Result);
                break;
            case SubOrchestrationInstanceCreated child:
                Begin(json, "sub_orchestration_instance_created"u8, child.TaskId);
                AddText(json, "name"u8, child.Name);
                AddText(json, "instance_id"u8, child.InstanceId);
                End(json, "input"u8, child.Input);
                break;
            case SubOrchestrationInstanceCompleted child:
                Begin(json, "sub_orchestration_instance_completed"u8, child.TaskId);
                End(json, "result"u8, child.Result);
                break;
            case ExecutionCompleted completed:
                Begin(json, "execution_completed"u8);
                End(json, "result"u8, completed.Result);
                break;
            default:
                JsonSerializer.Serialize(json, happened, Wire.Options);
                break;
        }
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartObject();
        json.WriteString("event"u8, name);
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> name, long taskId)
    {
        Begin(json, name);
        json.WriteNumber("task_id"u8, taskId);
    }

    private static void End(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        AddText(json, name, value);
        json.WriteEndObject();
    }

    private static void AddText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
