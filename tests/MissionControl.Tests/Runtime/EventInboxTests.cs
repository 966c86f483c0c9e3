using MissionControl.Runtime.Inbox;

namespace MissionControl.Tests.Runtime;

public sealed class EventInboxTests
{
    [Fact]
    public void Event_WithAnIdThatWasSeen_IsDropped()
    {
        var inbox = new EventInbox(null);
        inbox.Take(new EventEnvelope("n") { EventId = "e-1" });
        inbox.Take(new EventEnvelope("n") { EventId = "e-1" });

        Assert.NotNull(inbox.Read("n"));
        Assert.Null(inbox.Read("n"));
    }

    [Fact]
    public void Events_WithoutIds_AreAllDelivered()
    {
        var inbox = new EventInbox(null);
        inbox.Take(new EventEnvelope("n"));
        inbox.Take(new EventEnvelope("n"));

        Assert.NotNull(inbox.Read("n"));
        Assert.NotNull(inbox.Read("n"));
    }

    [Fact]
    public void Events_OfOneSender_AreReadInTheOrderOfTheirSending()
    {
        var inbox = new EventInbox(null);
        foreach (var sequence in new[] { 3, 1, 2, 5 })
        {
            inbox.Take(Sent("hop", sequence));
        }

        Assert.Equal([1L, 2, 3], ReadAll(inbox).Select(one => one.Sequence!.Value));
    }

    [Fact]
    public void Event_DeliveredTwiceByThePlatform_IsReadOnce()
    {
        var inbox = new EventInbox(null);
        foreach (var sequence in new[] { 1, 1, 2, 2, 1 })
        {
            inbox.Take(Sent("hop", sequence));
        }

        Assert.Equal([1L, 2], ReadAll(inbox).Select(one => one.Sequence!.Value));
    }

    [Fact]
    public void Events_OfDifferentSenders_DoNotWaitForEachOther()
    {
        var inbox = new EventInbox(null);
        inbox.Take(Sent("late", 2));
        inbox.Take(Sent("hop", 1));

        Assert.Equal("hop", inbox.Read("n")!.Sender);
    }

    [Fact]
    public void Events_OfOtherNames_DoNotWaitForEachOther()
    {
        var inbox = new EventInbox(null);
        inbox.Take(Sent("hop", 1) with { Name = "N" });

        Assert.Null(inbox.Read("n"));
        Assert.NotNull(inbox.Read("N"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void NextExecution_OfAnInstance_HasTheUnreadEventsItIsToKeep(bool keeps, int unread)
    {
        var inbox = new EventInbox(null);
        inbox.Take(new EventEnvelope("n") { EventId = "e-1" });

        Assert.Equal(unread, ReadAll(new EventInbox(inbox.Continue(keeps))).Count);
    }

    [Fact]
    public void NextExecution_OfAnInstance_DropsWhatEarlierOnesHaveSeen()
    {
        var inbox = new EventInbox(null);
        inbox.Take(new EventEnvelope("n") { EventId = "e-1" });
        inbox.Take(Sent("hop", 1));
        var next = new EventInbox(inbox.Continue(keepUnread: false));

        next.Take(new EventEnvelope("n") { EventId = "e-1" });
        next.Take(Sent("hop", 1));
        next.Take(Sent("hop", 2));

        Assert.Equal(2, Assert.Single(ReadAll(next)).Sequence);
    }

    [Fact]
    public void State_BetweenExecutions_RemembersTheNewestThousandIds()
    {
        var inbox = new EventInbox(null);
        for (var n = 0; n < EventInbox.RememberedIds + 5; n++)
        {
            inbox.Take(new EventEnvelope("n") { EventId = $"e-{n}" });
        }

        var seen = inbox.Continue(keepUnread: false).Seen;
        Assert.Equal((EventInbox.RememberedIds, "e-5", "e-1004"), (seen.Count, seen[0], seen[^1]));
    }

    [Fact]
    public void State_AsJson_ReadsBackAsItWas()
    {
        var inbox = new EventInbox(null);
        inbox.Take(Sent("hop", 2) with { Payload = Wire.Deserialize<System.Text.Json.JsonElement>("""{"a":[1,null]}""") });
        var state = Wire.Serialize(inbox.Continue(keepUnread: true));

        Assert.Equal(state, Wire.Serialize(new EventInbox(Wire.Deserialize<EventInboxState>(state)).Continue(keepUnread: true)));
        Assert.Contains("""{"a":[1,null]}""", state, StringComparison.Ordinal);
    }

    private static EventEnvelope Sent(string sender, long sequence) => new("n") { Sender = sender, Sequence = sequence };

    private static List<EventEnvelope> ReadAll(EventInbox inbox)
    {
        var read = new List<EventEnvelope>();
        while (inbox.Read("n") is { } next)
        {
            read.Add(next);
        }

        return read;
    }
}
