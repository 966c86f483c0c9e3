using MissionControl.Runtime;

namespace MissionControl.Embedded.Execution;

/// <summary>Goes on with everything that the last process left.</summary>
internal sealed class Recovery(TaskHub hub, Timers timers, Func<string, bool>? drives)
{
    public void Run()
    {
        hub.Busy.Enter();
        var (active, messages, due) = hub.Store.Read(tables =>
            (tables.Instances.ReadActive(), tables.Instances.ReadMessages(), tables.Instances.ReadTimers()));
        foreach (var id in active.Where(Drives))
        {
            hub.Deliver(id, default);
        }

        foreach (var message in messages.Where(message => Drives(message.Target)))
        {
            hub.Deliver(message.Target, new Message(message.Event, message.Generation, message.Id));
        }

        timers.Change(null, due.Where(timer => Drives(timer.InstanceId)));
        hub.Busy.Exit();
    }

    private bool Drives(string instanceId) => drives?.Invoke(InstanceIds.RunOf(instanceId)) ?? true;
}
