using MissionControl.Approvals;
using MissionControl.Runtime;

namespace MissionControl.Notifications;

/// <summary>
/// Tells every notice on every channel at least once, whenever the process ends: a try is on disk before it begins, and the next one is marked as a
/// repeat unless the channel says that the last one certainly did not arrive. No run waits for it.
/// </summary>
public sealed class NotificationDispatcher(NotificationPorts ports)
{
    private const int BatchSize = 100;

    /// <summary>Nobody is told what needs no decision and lies longer back: a channel that is new would begin with all of the past.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromDays(7);

    /// <summary>Longer than any fact is told anew.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int MostSwept = 1000;

    /// <summary>The channels that it sends through.</summary>
    public IReadOnlyList<NotificationChannel> Channels => ports.Channels;

    /// <summary>Takes what is not about an approval: the deliveries are on disk when it returns. The same notification again adds nothing.</summary>
    public Task AddAsync(Notification notification, CancellationToken cancellationToken) =>
        ports.Deliveries.AddAsync(DeliveriesOf(notification), cancellationToken);

    /// <summary>Makes deliveries of what approvals, risks and triggers have to tell, then sends whatever is due, once.</summary>
    /// <returns>When the next delivery is due; null when none is pending.</returns>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken cancellationToken)
    {
        await ExpandAsync(cancellationToken);
        var next = await Task.WhenAll(ports.Channels.Select(channel => SendDueAsync(channel, cancellationToken)));
        return next.Min();
    }

    /// <summary>Makes deliveries of the notices, then takes the notices away: a crash in between makes the same deliveries again.</summary>
    public async Task ExpandAsync(CancellationToken cancellationToken)
    {
        await ExpandApprovalsAsync(cancellationToken);
        await ExpandNoticesAsync(cancellationToken);
    }

    private async Task ExpandApprovalsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ApprovalRecord> records;
        do
        {
            records = await ports.Approvals.ListWithNoticesAsync(BatchSize, cancellationToken);
            foreach (var record in records)
            {
                await ExpandAsync(record, cancellationToken);

                // A vote may come first: the notices then stay for the next pass, whose deliveries are these.
                await ports.Approvals.TryReplaceAsync(record with { Notices = [], Version = record.Version + 1 }, wake: false, [], cancellationToken);
            }
        }
        while (records.Count == BatchSize);
    }

    private async Task ExpandNoticesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Notification> notices;
        do
        {
            notices = ports.Notices is { } store ? await store.ListAsync(BatchSize, cancellationToken) : [];
            if (notices.Count > 0)
            {
                await ports.Deliveries.AddAsync(notices.Where(IsFresh).SelectMany(DeliveriesOf).ToList(), cancellationToken);
                await ports.Notices!.RemoveAsync(notices.Select(notice => notice.NotificationId).ToList(), cancellationToken);
            }
        }
        while (notices.Count == BatchSize);
    }

    private bool IsFresh(Notification told) => told.AsksForDecision || told.At > ports.Clock.GetUtcNow() - Stale;

    private async Task ExpandAsync(ApprovalRecord record, CancellationToken cancellationToken)
    {
        var deliveries = new List<Delivery>();
        foreach (var told in record.Notices.Select(notice => ApprovalNotification.Of(record, notice)).Where(IsFresh))
        {
            var some = DeliveriesOf(told);
            deliveries.AddRange(some);
            if (some.Count == 0 && told.AsksForDecision && ports.Channels.Count > 0)
            {
                var who = told.Recipients.Count == 0 ? "anybody" : string.Join(", ", told.Recipients);
                var entry = new ApprovalAuditEntry(ports.Clock.GetUtcNow(), ApprovalAuditKind.DeliveryFailed, "channel", "channel", Line($"{told.Kind}: no channel reaches {who}"));
                await ports.Approvals.AuditAsync(record.ApprovalId, entry, cancellationToken);
            }
        }

        await ports.Deliveries.AddAsync(deliveries, cancellationToken);
    }

    /// <summary>Sends what is due on one channel, once.</summary>
    /// <returns>When the channel's next delivery is due; null when none is pending.</returns>
    public async Task<DateTimeOffset?> SendDueAsync(NotificationChannel channel, CancellationToken cancellationToken)
    {
        IReadOnlyList<Delivery> due;
        do
        {
            due = await ports.Deliveries.ListDueAsync(channel.Name, ports.Clock.GetUtcNow(), BatchSize, cancellationToken);
            foreach (var some in due.Chunk(ports.Concurrency))
            {
                await Task.WhenAll(some.Select(delivery => TryAsync(channel, delivery, cancellationToken)));
            }
        }
        while (due.Count == BatchSize);

        return await ports.Deliveries.NextDueAsync(channel.Name, cancellationToken);
    }

    /// <summary>Forgets deliveries that ended long ago and belong to no run; those of a run go with the run.</summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken) =>
        ports.Deliveries.DeleteEndedAsync(ports.Clock.GetUtcNow() - Kept, MostSwept, cancellationToken);

    private List<Delivery> DeliveriesOf(Notification notification)
    {
        var now = ports.Clock.GetUtcNow();
        return ports.Channels.SelectMany(channel => channel.RecipientsOf(notification).Distinct().Select(to => Delivery.Of(notification, channel.Name, to, now))).ToList();
    }

    private async Task TryAsync(NotificationChannel channel, Delivery delivery, CancellationToken cancellationToken)
    {
        if (await IsObsoleteAsync(delivery, cancellationToken))
        {
            await EndAsync(delivery, DeliveryState.Dropped, null, cancellationToken);
            return;
        }

        var now = ports.Clock.GetUtcNow();
        var tried = delivery with
        {
            Attempts = delivery.Attempts + 1,
            TriedAt = now,
            IsRepeat = delivery.MayHaveArrived,
            MayHaveArrived = true,
            // When this process dies meanwhile, the next try comes no sooner than this one would have ended.
            NextAt = now + ports.SendTimeout + DeliveryRetry.After(delivery.Attempts + 1),
            Version = delivery.Version + 1,
        };
        if (!await ports.Deliveries.TryReplaceAsync(tried, cancellationToken))
        {
            return;
        }

        var fault = await SendAsync(channel, tried, cancellationToken);
        if (fault is null)
        {
            await EndAsync(tried, DeliveryState.Sent, null, cancellationToken);
        }
        else if (fault.IsFinal || tried.Attempts >= ports.MaxAttempts)
        {
            await GiveUpAsync(tried, fault, cancellationToken);
        }
        else
        {
            await PutOffAsync(tried, fault, cancellationToken);
        }
    }

    private async Task<bool> IsObsoleteAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.Notification is { AsksForDecision: true, ApprovalId: { } id }
        && await ports.Approvals.GetAsync(id, cancellationToken) is not { IsOpen: true };

    private async Task<DeliveryException?> SendAsync(NotificationChannel channel, Delivery delivery, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ports.SendTimeout, ports.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await channel.SendAsync(delivery, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException error)
        {
            return new DeliveryException($"The channel gave no answer within {ports.SendTimeout.TotalSeconds:0} seconds.", error);
        }
        catch (DeliveryException error)
        {
            return error;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new DeliveryException($"The channel failed: {error.GetType().Name}.", error);
        }
    }

    private Task<bool> PutOffAsync(Delivery tried, DeliveryException fault, CancellationToken cancellationToken) => ports.Deliveries.TryReplaceAsync(
        tried with
        {
            NextAt = ports.Clock.GetUtcNow() + DeliveryRetry.After(tried.Attempts),
            MayHaveArrived = tried.IsRepeat || fault.MayHaveArrived,
            LastError = Line(fault.Message),
            Version = tried.Version + 1,
        },
        cancellationToken);

    /// <summary>The audit first: a crash in between tries once more, and nobody misses that it failed.</summary>
    private async Task GiveUpAsync(Delivery tried, DeliveryException fault, CancellationToken cancellationToken)
    {
        if (tried.Notification.ApprovalId is { } approvalId)
        {
            var to = tried.Recipient is { } person ? $" to {person}" : "";
            var entry = new ApprovalAuditEntry(
                ports.Clock.GetUtcNow(), ApprovalAuditKind.DeliveryFailed, "channel", tried.Channel, Line($"{tried.Notification.Kind}{to}, {tried.Attempts} tries: {fault.Message}"));
            await ports.Approvals.AuditAsync(approvalId, entry, cancellationToken);
        }

        await EndAsync(tried, DeliveryState.Failed, Line(fault.Message), cancellationToken);
    }

    private Task<bool> EndAsync(Delivery delivery, DeliveryState state, string? error, CancellationToken cancellationToken) => ports.Deliveries.TryReplaceAsync(
        delivery with { State = state, EndedAt = ports.Clock.GetUtcNow(), LastError = error, Version = delivery.Version + 1 },
        cancellationToken);

    private static string Line(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= 500 ? line : line[..500];
    }
}
