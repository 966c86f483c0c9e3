using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Reports every member that stands twice in one object: whichever of the two a reader took, somebody meant the other.</summary>
internal static class DuplicateMembers
{
    public static void Report(JsonElement element, DocumentPlace place, DocumentErrors errors)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Report(item, place.At(index), errors);
                }

                index++;
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            ReportObject(element, place, errors);
        }
    }

    private static void ReportObject(JsonElement element, DocumentPlace place, DocumentErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(member.Name))
            {
                errors.Add(place.Member(member.Name), $"{PathText.Quote(member.Name)} stands twice in one object", "Keep one of them.");
            }

            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                Report(member.Value, place.Member(member.Name), errors);
            }
        }
    }
}
