using MissionControl.Approvals;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

/// <summary>Finds the persons whom a channel can reach.</summary>
/// <param name="fallback">Persons and groups who get what is addressed to nobody.</param>
/// <param name="address">A person's address on the channel; null: none.</param>
internal sealed class Reach(People people, IReadOnlyList<string> fallback, Func<PersonContact, string?> address)
{
    public string? AddressOf(string person) => people.Persons.TryGetValue(person, out var contact) ? address(contact) : null;

    public IReadOnlyList<string?> PersonsFor(Notification notification) =>
        [.. (notification.Recipients.Count > 0 ? notification.Recipients : people.Expand(fallback)).Where(person => AddressOf(person) is not null)];
}
