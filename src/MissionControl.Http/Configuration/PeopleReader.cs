using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Http.Channels;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

/// <summary>Reads who is who. Two persons with one address or id would make a vote nobody's, so that is a fault.</summary>
internal static class PeopleReader
{
    private const int Most = 100_000;

    private static readonly DocumentShape PersonShape = new("a person", ["email", "teams", "outlook"], []);

    public static People Read(DocumentObject root)
    {
        var persons = new Dictionary<string, PersonContact>(People.Names);
        foreach (var (name, node) in root.Map("people", Most, "persons by name"))
        {
            if (IsName(name, node) && !persons.TryAdd(name, ReadPerson(node)))
            {
                node.Errors.Add(node.Place, "a person who is there already", "Names are compared without regard to case; keep one.");
            }
        }

        Unique(root, persons, "email", person => person.Email);
        Unique(root, persons, "teams", person => person.Teams);
        Unique(root, persons, "outlook", person => person.OutlookSub);
        return new People { Persons = persons, Groups = Groups(root) };
    }

    private static Dictionary<string, IReadOnlyList<string>> Groups(DocumentObject root)
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>(People.Names);
        foreach (var (name, node) in root.Map("groups", Most, "lists of persons by name"))
        {
            if (node.Element.ValueKind != System.Text.Json.JsonValueKind.Array)
            {
                node.Wrong("a list of persons");
                continue;
            }

            var members = node.Element.EnumerateArray().Take(Most)
                .Select((member, i) => new DocumentNode(member, node.Place.At(i), node.Errors))
                .Select(member => member.Name(ApprovalPerson.MaxName)).OfType<string>().Distinct(People.Names).ToList();
            if (!Identifier.IsValid(name))
            {
                node.Errors.Add(node.Place, $"{PathText.Quote(name)} is no name of a group", $"Use {Identifier.Rule}.");
            }
            else if (!groups.TryAdd(name, members))
            {
                node.Errors.Add(node.Place, "a group that is there already", "Names are compared without regard to case; keep one.");
            }
        }

        return groups;
    }

    private static bool IsName(string name, DocumentNode node)
    {
        if (ApprovalPerson.IsName(name) && !name.StartsWith(People.GroupPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        node.Errors.Add(node.Place, "no name", $"Use 1 to {ApprovalPerson.MaxName} characters without control characters, not beginning with \"{People.GroupPrefix}\".");
        return false;
    }

    private static PersonContact ReadPerson(DocumentNode node)
    {
        if (DocumentObject.Open(node, PersonShape) is not { } person)
        {
            return new PersonContact();
        }

        var email = person.Find("email");
        var address = email?.Name(320);
        if (address is not null && (!MailAddresses.TryParse(address, out var parsed) || parsed.Address != address))
        {
            person.Errors.Add(email!.Value.Place, $"{PathText.Quote(address)} is no mail address", "Give the address alone: name@example.org.");
        }

        return new PersonContact(address, person.Find("teams")?.Name(200), person.Find("outlook")?.Name(320));
    }

    private static void Unique(DocumentObject root, Dictionary<string, PersonContact> persons, string field, Func<PersonContact, string?> value)
    {
        foreach (var same in persons.Where(person => value(person.Value) is not null).GroupBy(person => value(person.Value)!, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            root.Errors.Add(root.Place.Member("people"), $"{string.Join(" and ", same.Select(person => person.Key).Take(5))} have the same {field}", "It tells who somebody is; give each their own.");
        }
    }
}
