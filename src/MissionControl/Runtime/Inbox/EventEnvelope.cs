using System.Text.Json;

namespace MissionControl.Runtime.Inbox;

/// <summary>An event on its way through a platform that may deliver it twice, or later than one that was sent after it.</summary>
/// <param name="Name">As it was raised: platforms compare the names of their own events without case.</param>
public sealed record EventEnvelope(string Name)
{
    public JsonElement? Payload { get; init; }

    /// <summary>A second event with the same id is the same event; null: there is no other.</summary>
    public string? EventId { get; init; }

    /// <summary>The instance that sent it; null for what comes from outside, in no order.</summary>
    public string? Sender { get; init; }

    /// <summary>Counts the events of that name from this sender to this instance, from 1.</summary>
    public long? Sequence { get; init; }

    /// <summary>Who raised it; null for an instance.</summary>
    public string? By { get; init; }
}
