using MissionControl.Embedded.Hub;

namespace MissionControl.Simulation.Disk;

internal sealed class LoggedLife(LifeTable inner, Action<Action<HubTables>> write) : LifeTable
{
    public override bool IsOpen => inner.IsOpen;

    public override void Mark(bool isOpen) => write(tables => tables.Life.Mark(isOpen));

    public override IReadOnlyList<Suspect> ReadSuspects() => inner.ReadSuspects();

    public override void Save(Suspect suspect) => write(tables => tables.Life.Save(suspect));

    public override void Remove(string instanceId) => write(tables => tables.Life.Remove(instanceId));
}
