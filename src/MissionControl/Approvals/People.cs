namespace MissionControl.Approvals;

/// <summary>Who is who: groups and the persons in them, and how persons are reached.</summary>
public sealed record People
{
    /// <summary>Begins the name of a group where approvers are named.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>Names are compared without regard to case.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The persons behind the names, each once, in their order.</summary>
    /// <exception cref="ApprovalImpossibleException">A group is not known, or nobody is in it.</exception>
    public IReadOnlyList<string> Expand(IEnumerable<string> names) => [.. names.SelectMany(PersonsOf).Distinct(Names)];

    public IReadOnlyDictionary<string, PersonContact> Persons { get; init; } = new Dictionary<string, PersonContact>();

    private IReadOnlyList<string> PersonsOf(string name)
    {
        if (!name.StartsWith(GroupPrefix, StringComparison.Ordinal))
        {
            return [name];
        }

        return Groups.GetValueOrDefault(name[GroupPrefix.Length..]) is { Count: > 0 } persons
            ? persons
            : throw new ApprovalImpossibleException($"nobody is in '{name}'. Name its members in the configuration, then retry the run.");
    }
}

/// <summary>An approval that nobody could ever give. Its run fails, and can be retried once the configuration is mended.</summary>
public sealed class ApprovalImpossibleException(string message) : Exception(message);

/// <summary>How a person is reached and recognised; what is null is not known.</summary>
/// <param name="Teams">The name or id that Microsoft Teams gives for them.</param>
/// <param name="OutlookSub">The <c>sub</c> of their Outlook tokens.</param>
public sealed record PersonContact(string? Email = null, string? Teams = null, string? OutlookSub = null);
