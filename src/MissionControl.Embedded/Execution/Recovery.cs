using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Execution;

/// <summary>Goes on with everything that the last process left, once it is on disk which of that it dies with, should it die.</summary>
internal sealed class Recovery(TaskHub hub, Timers timers, Probation probation, Func<string, bool>? drives) : CommitUnit
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<string> _active = [];
    private IReadOnlyList<InboxRow> _messages = [];
    private IReadOnlyList<TimerRow> _timers = [];
    private List<InstanceRow> _quarantined = [];
    private DeathCount _deaths = new(false, 0);

    /// <returns>Completes when everything goes on.</returns>
    public Task Run()
    {
        hub.Busy.Enter();
        var now = hub.Clock.GetUtcNow();
        (_active, _messages, _timers) = hub.Store.Read(tables =>
            (tables.Instances.ReadActive(), tables.Instances.ReadMessages(), tables.Instances.ReadTimers()));
        var (died, suspects) = hub.Store.Read(tables => (tables.Life.IsOpen, tables.Life.ReadSuspects()));
        if (hub.QuarantineAfter > 0 && (died || suspects.Count > 0))
        {
            var atStake = hub.Store.Read(tables => tables.Instances.ReadAtStake(now));
            _deaths = new DeathCount(died, hub.QuarantineAfter)
                .Take(atStake.Where(one => Drives(one.InstanceId)), suspects.Where(one => Drives(one.InstanceId)));
            _quarantined = _deaths.Guilty.Select(Quarantined).OfType<InstanceRow>().ToList();
        }

        hub.Committer.Submit(this);
        return _over.Task;
    }

    public override void Apply(HubTables tables)
    {
        tables.Life.Mark(isOpen: true);
        foreach (var suspect in _deaths.Changed)
        {
            tables.Life.Save(suspect);
        }

        foreach (var id in _deaths.Cleared.Concat(_deaths.Guilty.Select(guilty => guilty.InstanceId)))
        {
            tables.Life.Remove(id);
        }

        _quarantined.ForEach(row => Quarantine.Write(tables, row, hub.Clock.GetUtcNow()));
    }

    public override void Committed()
    {
        _quarantined.ForEach(_ => Observation.Instruments.Quarantined());
        GoOn();
    }

    // Nobody waits for a disk that does not answer: then the next opening counts what this one could not.
    public override void Failed(Exception error) => GoOn();

    private void GoOn()
    {
        var limited = _deaths.Limited.Select(suspect => suspect.InstanceId).ToHashSet(StringComparer.Ordinal);
        var messages = _messages.Where(message => Drives(message.Target)).ToLookup(message => limited.Contains(message.Target));
        var due = _timers.Where(timer => Drives(timer.InstanceId)).ToLookup(timer => limited.Contains(timer.InstanceId));
        var (mail, alarms) = (messages[true].ToLookup(message => message.Target), due[true].ToLookup(timer => timer.InstanceId));
        foreach (var suspect in _deaths.Limited)
        {
            probation.Add(suspect, mail[suspect.InstanceId].Select(Read), alarms[suspect.InstanceId]);
        }

        foreach (var id in _active.Where(id => Drives(id) && !limited.Contains(id)))
        {
            hub.DeliverFound(id, default);
        }

        foreach (var message in messages[false])
        {
            hub.DeliverFound(message.Target, Read(message));
        }

        timers.Change(null, due[false]);
        probation.Begin();
        hub.Busy.Exit();
        _over.SetResult();
    }

    private static Message Read(InboxRow row) => new(row.Event, row.Generation, row.Id);

    private InstanceRow? Quarantined(Suspect guilty) =>
        hub.Store.Read(tables => tables.Instances.Find(guilty.InstanceId)) is { } row ? Quarantine.Row(hub.Store, row, guilty.Deaths) : null;

    private bool Drives(string instanceId) => drives?.Invoke(InstanceIds.RunOf(instanceId)) ?? true;
}
