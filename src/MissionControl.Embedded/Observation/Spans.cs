using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MissionControl.Embedded.Execution;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using Activity = System.Diagnostics.Activity;
using ActivityContext = System.Diagnostics.ActivityContext;

namespace MissionControl.Embedded.Observation;

/// <summary>
/// Tells runs, hops and steps as spans. A trace belongs to a run, and its ids follow from those of the instances, so that a process that goes on
/// with a run goes on with its trace. Without a listener it costs one read.
/// </summary>
internal static class Spans
{
    public const string SourceName = "MissionControl.Embedded";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Somebody listens to steps, as spans or as figures.</summary>
    public static bool AreHeard => Source.HasListeners() || Instruments.CountsSteps;

    /// <summary>The span of an instance, whichever process asks.</summary>
    public static ActivityContext Of(string instanceId)
    {
        var trace = Wire.Sha256(Encoding.UTF8.GetBytes("run " + InstanceIds.RunOf(instanceId)))[..32];
        var span = Wire.Sha256(Encoding.UTF8.GetBytes("instance " + instanceId))[..16];
        return new ActivityContext(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateFromString(span), ActivityTraceFlags.Recorded);
    }

    /// <summary>An attempt of a step begins; null when nobody listens or the task is no step.</summary>
    public static Activity? BeginStep(string instanceId, TaskScheduled task)
    {
        if (!Source.HasListeners() || task.Name != TaskNames.RunStep || task.Input is null)
        {
            return null;
        }

        var span = Source.StartActivity("step", ActivityKind.Internal, Of(instanceId));
        using var input = JsonDocument.Parse(task.Input);
        span?.SetTag("mission_id", Text(input.RootElement, "mission_id"))
            .SetTag("run_id", InstanceIds.RunOf(instanceId))
            .SetTag("hop_id", Text(input.RootElement, "hop_id"))
            .SetTag("step_id", Text(input.RootElement, "step", "id"))
            .SetTag("tool", Text(input.RootElement, "step", "tool_name"))
            .SetTag("attempt", input.RootElement.GetProperty("attempt").GetInt32());
        return span;
    }

    /// <summary>A run or hop has ended, and that is on disk.</summary>
    public static void Tell(Instance instance, TurnCommit commit)
    {
        if (!Source.HasListeners() || commit.Row is not { IsFinal: true, CompletedAt: { } end } row || instance.State?.Started is not { } started
            || started.Name is not (TaskNames.Mission or TaskNames.Hop))
        {
            return;
        }

        var own = Of(row.Id);
        var isRun = started.Name == TaskNames.Mission;
        var parent = isRun ? new ActivityContext(own.TraceId, default, own.TraceFlags) : Of(row.Parent?.InstanceId ?? row.RunId ?? row.Id);
        using var span = Begin(isRun ? "run" : "hop", parent, row.CreatedAt);
        if (span is null)
        {
            return;
        }

        SpanId(span) = own.SpanId.ToHexString();
        using var input = JsonDocument.Parse(started.Input ?? "{}");
        var status = Status(row.Output, row.Status.ToString().ToLowerInvariant());
        span.SetTag("mission_id", Text(input.RootElement, "mission_id")).SetTag("run_id", InstanceIds.RunOf(row.Id));
        span.SetTag("hop_id", isRun ? null : Text(input.RootElement, "hop", "id"));
        span.SetTag("status", status);
        span.SetStatus(status is "completed" or "skipped" ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        span.SetEndTime(end.UtcDateTime);
    }

    /// <summary>The outcome of an attempt as its span and the counter tell it; the message of a failure is content and stays here.</summary>
    public static void EndStep(Activity? span, TaskScheduled task, HistoryEvent? answer)
    {
        var status = answer switch
        {
            TaskCompleted done => Status(done.Result, "completed", "outcome"),
            null => "cut_off",
            _ => "failed",
        };
        span?.SetTag("status", status).SetStatus(status == "completed" ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        if (Instruments.CountsSteps)
        {
            using var input = JsonDocument.Parse(task.Input ?? "{}");
            Instruments.StepEnded(Text(input.RootElement, "step", "tool_name"), status);
        }
    }

    // A trace without a root above it: the span begins the trace, under an id that is known beforehand.
    private static Activity? Begin(string name, ActivityContext parent, DateTimeOffset start) => parent.SpanId == default
        ? Source.StartActivity(name, ActivityKind.Internal, new ActivityContext(parent.TraceId, ActivitySpanId.CreateRandom(), parent.TraceFlags), startTime: start) is { } root ? Rooted(root) : null
        : Source.StartActivity(name, ActivityKind.Internal, parent, startTime: start);

    private static Activity Rooted(Activity span)
    {
        ParentSpanId(span) = null;
        return span;
    }

    private static string Status(string? json, string otherwise, string member = "status")
    {
        if (json is null)
        {
            return otherwise;
        }

        using var document = JsonDocument.Parse(json);
        return Text(document.RootElement, member) ?? otherwise;
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    // The library makes ids up and lets nobody choose one; a trace that outlives the process needs ids that can be found again.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity span);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_parentSpanId")]
    private static extern ref string? ParentSpanId(Activity span);
}
