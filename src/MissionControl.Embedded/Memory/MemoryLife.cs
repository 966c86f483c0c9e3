using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryLife : LifeTable
{
    private readonly Dictionary<string, Suspect> _suspects = new(StringComparer.Ordinal);
    private bool _isOpen;

    public override bool IsOpen => _isOpen;

    public override void Mark(bool isOpen) => _isOpen = isOpen;

    public override IReadOnlyList<Suspect> ReadSuspects() => [.. _suspects.Values];

    public override void Save(Suspect suspect) => _suspects[suspect.InstanceId] = suspect;

    public override void Remove(string instanceId) => _suspects.Remove(instanceId);
}
