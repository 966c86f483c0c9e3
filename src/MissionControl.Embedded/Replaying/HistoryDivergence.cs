namespace MissionControl.Embedded.Replaying;

/// <summary>Where today's code leaves a recorded history.</summary>
/// <param name="EventNumber">The event of the instance's history at which they part, from 1; one more than there are when the code goes on further.</param>
/// <param name="Place">
/// The call of the orchestrator that asked; where it asked for nothing or ended, the last call before. Null when the code never called.
/// </param>
public sealed record HistoryDivergence(string InstanceId, long EventNumber, string Recorded, string AskedFor, CodePlace? Place)
{
    public override string ToString() =>
        $"instance '{InstanceId}', event {EventNumber}: recorded {Recorded}, the code asked for {AskedFor}{(Place is null ? "" : $" at {Place}")}";
}

/// <summary>A line of source code.</summary>
/// <param name="Member">Type and method.</param>
/// <param name="File">As the compiler saw it; null where there are no symbols.</param>
public sealed record CodePlace(string Member, string? File, int? Line)
{
    public override string ToString() => File is null ? $"{Member} (no symbols)" : $"{File}:{Line} ({Member})";
}
