using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>A message that nobody will take is gone from the inbox too.</summary>
internal sealed class InboxCleanup(long id) : CommitUnit
{
    public override bool IsKept => true;

    public override void Apply(HubTables tables) => tables.Instances.RemoveMessage(id);

    public override void Committed()
    {
    }

    public override void Failed(Exception error)
    {
        // The row stays; the next start delivers it again, and it is dropped again.
    }
}
