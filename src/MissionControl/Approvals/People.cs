namespace MissionControl.Approvals;

/// <summary>Who is who: groups and the persons in them, and how persons are reached.</summary>
public sealed record People
{
    /// <summary>Begins the name of a group where approvers are named.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>Names are compared without regard to case.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyDictionary<string, PersonContact> Persons { get; init; } = new Dictionary<string, PersonContact>();
}

/// <summary>How a person is reached and recognised; what is null is not known.</summary>
/// <param name="Teams">The name or id that Microsoft Teams gives for them.</param>
/// <param name="OutlookSub">The <c>sub</c> of their Outlook tokens.</param>
public sealed record PersonContact(string? Email = null, string? Teams = null, string? OutlookSub = null);
