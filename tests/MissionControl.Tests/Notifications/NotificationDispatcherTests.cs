using MissionControl.Approvals;
using MissionControl.Notifications;
using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Notifications;

namespace MissionControl.Tests.Notifications;

public sealed class NotificationDispatcherTests
{
    private const string Approval = "r-1~plan~1";

    [Fact]
    public async Task Notice_OfAnApproval_IsToldOncePerChannelAndPerson()
    {
        await using var runtime = await StartAsync();
        var (mail, hook) = (new ScriptedChannel("email"), new ScriptedChannel("hook", recipients: [null]));
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann", "bob"));
        var dispatcher = Dispatcher(runtime, mail, hook);

        await dispatcher.RunOnceAsync(default);
        await dispatcher.RunOnceAsync(default);

        Assert.Equal(["ann", "bob"], mail.Tried.Select(one => one.Recipient).Order(StringComparer.Ordinal));
        Assert.Null(Assert.Single(hook.Tried).Recipient);
        Assert.Empty((await runtime.Stores.Approvals.GetAsync(Approval, default))!.Notices);
    }

    [Fact]
    public async Task Notice_ThatIsExpandedAgainAfterACrash_MakesNoSecondDelivery()
    {
        await using var runtime = await StartAsync();
        var mail = new ScriptedChannel("email");
        var record = await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));
        await Dispatcher(runtime, mail).RunOnceAsync(default);
        var cleared = (await runtime.Stores.Approvals.GetAsync(Approval, default))!;
        await runtime.Stores.Approvals.TryReplaceAsync(cleared with { Notices = record.Notices, Version = cleared.Version + 1 }, wake: false, [], default);

        await Dispatcher(runtime, mail).RunOnceAsync(default);

        Assert.Single(mail.Tried);
    }

    [Fact]
    public async Task Delivery_WhoseProcessDiedWhileItWasSent_IsSentAgainAsARepeat()
    {
        await using var runtime = await StartAsync();
        using var dying = new CancellationTokenSource();
        var first = new ScriptedChannel("email", (_, _) =>
        {
            dying.Cancel();
            throw new OperationCanceledException(dying.Token);
        });
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatcher(runtime, first).RunOnceAsync(dying.Token));
        await runtime.CrashAsync();

        var second = new ScriptedChannel("email");
        await Dispatcher(runtime, second).RunOnceAsync(default);
        Assert.Empty(second.Tried);
        runtime.Clock.Advance(TimeSpan.FromMinutes(3));
        await Dispatcher(runtime, second).RunOnceAsync(default);

        Assert.False(Assert.Single(first.Tried).IsRepeat);
        Assert.True(Assert.Single(second.Tried).IsRepeat);
    }

    [Fact]
    public async Task Delivery_ThatCertainlyDidNotArrive_IsNoRepeatTheNextTime()
    {
        await using var runtime = await StartAsync();
        var tries = 0;
        var mail = new ScriptedChannel("email", (_, _) => ++tries == 1 ? throw new DeliveryException("no connection") { MayHaveArrived = false } : Task.CompletedTask);
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));

        await Dispatcher(runtime, mail).RunOnceAsync(default);
        runtime.Clock.Advance(TimeSpan.FromSeconds(5));
        await Dispatcher(runtime, mail).RunOnceAsync(default);

        Assert.Equal([false, false], mail.Tried.Select(one => one.IsRepeat));
    }

    [Fact]
    public async Task Delivery_ThatKeepsFailing_IsTriedFiveSecondsToADayApartAndThenTheApprovalSaysSo()
    {
        await using var runtime = await StartAsync();
        var mail = new ScriptedChannel("email", (_, _) => throw new DeliveryException("the server said no\r\nBcc: x"));
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));
        var dispatcher = Dispatcher(runtime, mail);

        for (var next = await dispatcher.RunOnceAsync(default); next is { } at; next = await dispatcher.RunOnceAsync(default))
        {
            runtime.Clock.Advance(at - runtime.Clock.GetUtcNow());
            await runtime.RestartAsync();
            dispatcher = Dispatcher(runtime, mail);
        }

        var gaps = mail.Tried.Zip(mail.Tried.Skip(1)).Select(pair => pair.Second.TriedAt - pair.First.TriedAt).ToList();
        Assert.Equal(TimeSpan.FromSeconds(5), gaps[0]);
        Assert.All(gaps.Zip(gaps.Skip(1)).Take(13), pair => Assert.Equal(pair.First * 2, pair.Second));
        Assert.Equal(TimeSpan.FromHours(24), gaps[^1]);
        var failed = Assert.Single(await runtime.Stores.Approvals.ReadAuditAsync(Approval, default), entry => entry.Kind == ApprovalAuditKind.DeliveryFailed);
        Assert.Equal("approval.requested to ann, 18 tries: the server said no  Bcc: x", failed.Detail);
    }

    [Fact]
    public async Task Delivery_OfAChannelThatThrowsSomethingForeign_TellsTheTypeAndNotTheMessage()
    {
        await using var runtime = await StartAsync();
        var mail = new ScriptedChannel("email", (_, _) => throw new InvalidOperationException("password=hunter2"));
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));

        await Dispatcher(runtime, mail).RunOnceAsync(default);

        Assert.Equal("The channel failed: InvalidOperationException.", (await DeliveryAsync(runtime)).LastError);
    }

    [Fact]
    public async Task Request_OfAnApprovalThatIsDecidedBeforeItIsSent_IsDropped()
    {
        await using var runtime = await StartAsync();
        var mail = new ScriptedChannel("email");
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));
        await Dispatcher(runtime, mail).ExpandAsync(default);
        var open = (await runtime.Stores.Approvals.GetAsync(Approval, default))!;
        await runtime.Stores.Approvals.TryReplaceAsync(open with { Status = ApprovalStatus.Cancelled, Version = open.Version + 1 }, wake: false, [], default);

        await Dispatcher(runtime, mail).RunOnceAsync(default);

        Assert.Empty(mail.Tried);
        Assert.Equal(DeliveryState.Dropped, (await DeliveryAsync(runtime)).State);
    }

    [Fact]
    public async Task Notice_OfADecisionOfLastMonth_IsToldToNobodyAnyMore()
    {
        await using var runtime = await StartAsync();
        var mail = new ScriptedChannel("email");
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Decided, "ann"), Notice("n2", ApprovalNoticeKind.Requested, "ann"));
        runtime.Clock.Advance(TimeSpan.FromDays(30));

        await Dispatcher(runtime, mail).RunOnceAsync(default);

        Assert.Equal("n2", Assert.Single(mail.Tried).Notification.NotificationId);
    }

    [Fact]
    public async Task Request_ThatNoChannelCanTellToAnybody_IsSaidInTheApproval()
    {
        await using var runtime = await StartAsync();
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));

        await Dispatcher(runtime, new ScriptedChannel("email", recipients: [])).RunOnceAsync(default);

        var failed = Assert.Single(await runtime.Stores.Approvals.ReadAuditAsync(Approval, default), entry => entry.Kind == ApprovalAuditKind.DeliveryFailed);
        Assert.Equal("approval.requested: no channel reaches ann", failed.Detail);
    }

    [Fact]
    public async Task Pump_WithAChannelThatHangs_TellsTheOthersAllTheSame()
    {
        await using var runtime = await StartAsync();
        using var stop = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        var hanging = new ScriptedChannel("hanging", (_, token) => new TaskCompletionSource().Task.WaitAsync(token), [null]);
        var other = new ScriptedChannel("other", (_, _) =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });
        await AskAsync(runtime, Notice("n1", ApprovalNoticeKind.Requested, "ann"));
        var pump = new NotificationPump(Dispatcher(runtime, hanging, other), runtime.Clock, _ => { }).RunAsync(stop.Token);

        while (!told.Task.IsCompleted)
        {
            runtime.Clock.Advance(NotificationPump.LookEvery);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await pump;
        Assert.Single(other.Tried);
    }

    [Fact]
    public async Task Notification_ThatIsAddedTwice_IsToldOnce()
    {
        await using var runtime = await StartAsync();
        var hook = new ScriptedChannel("hook");
        var dispatcher = Dispatcher(runtime, hook);
        var fired = new Notification("trigger-7", NotificationKinds.TriggerFired, runtime.Clock.GetUtcNow(), "Three missions at risk");

        await dispatcher.AddAsync(fired, default);
        await dispatcher.RunOnceAsync(default);
        await dispatcher.AddAsync(fired, default);
        await dispatcher.RunOnceAsync(default);

        Assert.Equal("Three missions at risk", Assert.Single(hook.Tried).Notification.Title);
    }

    private static Task<TestRuntime> StartAsync() => TestRuntime.StartAsync(new OrchestrationRegistry());

    private static NotificationDispatcher Dispatcher(TestRuntime runtime, params NotificationChannel[] channels) => new(new NotificationPorts
    {
        Approvals = runtime.Stores.Approvals,
        Deliveries = runtime.Stores.Deliveries,
        Channels = channels,
        Clock = runtime.Clock,
    });

    private static async Task<Delivery> DeliveryAsync(TestRuntime runtime) => Assert.Single(await runtime.Stores.Deliveries.ListOfAsync("n1", default));

    private static ApprovalNotice Notice(string id, ApprovalNoticeKind kind, params string[] to) => new(id, kind, new ManualClock().GetUtcNow(), to);

    private static Task<ApprovalRecord> AskAsync(TestRuntime runtime, params ApprovalNotice[] notices) => runtime.Stores.Approvals.AddAsync(
        new ApprovalRecord(Approval, "r-1", "m", Approval, new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, runtime.Clock.GetUtcNow(), null)
        {
            Summary = "Deploy to production",
            Notices = notices,
        },
        [],
        default);
}
