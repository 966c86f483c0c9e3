using MissionControl.Simulation.Scenarios;

namespace MissionControl.Simulation.People;

/// <summary>Starts a ledger and sends it events, one after the other, each until it was acknowledged, some of them twice.</summary>
internal sealed class EventSender(string instanceId, int events, int perPage)
{
    public string InstanceId => instanceId;

    public string Expected => Ledger.Expected(events);

    public async Task SendAsync(World world)
    {
        var page = new LedgerPage(events, perPage, []);
        await world.CallAsync($"schedule {instanceId}", runtime => runtime.Orchestrations.ScheduleAsync(Ledger.Name, page, instanceId));
        for (var number = 0; number < events; number++)
        {
            await RaiseAsync(world, number);
            if (world.Disturbance.Draw(3) == 1)
            {
                await RaiseAsync(world, world.Disturbance.Draw(number + 1));
            }

            await world.Outside.Sleep(TimeSpan.FromMilliseconds(world.Disturbance.Draw(2000)));
        }
    }

    private Task<bool> RaiseAsync(World world, int number) => world.CallAsync($"event {number} to {instanceId}", async runtime =>
    {
        await runtime.Orchestrations.RaiseEventAsync(instanceId, Ledger.Event, $"{number}", $"event-{number}");
        return true;
    });
}
