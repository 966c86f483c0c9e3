using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

/// <summary>Finds groups that are named and not there: what is addressed to them would reach nobody.</summary>
internal static class GroupCheck
{
    public static void Report(HostConfiguration configuration, DocumentErrors errors)
    {
        var channels = DocumentPlace.Root.Member("channels");
        Report(configuration, configuration.Channels.Email?.Recipients, channels.Member("email").Member("recipients"), errors);
        Report(configuration, configuration.Channels.Teams?.Recipients, channels.Member("teams").Member("recipients"), errors);
        for (var i = 0; i < configuration.Channels.Webhooks.Count; i++)
        {
            Report(configuration, configuration.Channels.Webhooks[i].VotesFor, channels.Member("webhooks").At(i).Member("votes_for"), errors);
        }
    }

    private static void Report(HostConfiguration configuration, IReadOnlyList<string>? names, DocumentPlace place, DocumentErrors errors)
    {
        var groups = configuration.People.Groups;
        foreach (var name in (names ?? []).Where(name => name.StartsWith(People.GroupPrefix, StringComparison.Ordinal)).Select(name => name[People.GroupPrefix.Length..]))
        {
            if (groups.GetValueOrDefault(name) is not { Count: > 0 })
            {
                errors.Add(place, $"nobody is in a group {PathText.Quote(name)}", $"{Suggestion.DidYouMean(name, groups.Keys)}Name its members in groups.");
            }
        }
    }
}
