namespace MissionControl.Cli.Invocation;

/// <summary>The call cannot be carried out as it was given: exit code 2, every fault on a line of its own, and nothing was changed.</summary>
internal sealed class UsageException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    public UsageException(string fault)
        : this([fault])
    {
    }

    public IReadOnlyList<string> Faults { get; } = faults;
}
