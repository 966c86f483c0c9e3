using System.Globalization;
using MissionControl.Approvals;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Approvals;

/// <summary>The lists in which an approval is found: one for each question that is asked about approvals.</summary>
internal static class ApprovalLists
{
    public const string Notices = "notices ";
    public const string Undelivered = "undelivered ";

    /// <summary>Beyond so many persons an approval stands in the lists of everybody; readers look at the record.</summary>
    private const int MostPersons = 20;

    private const int LongestName = 64;
    private const string Anybody = "*";

    public static IReadOnlyCollection<string> Of(ApprovalRecord record, bool isUndelivered)
    {
        var state = record.IsOpen ? "open" : "closed";
        var place = Place(record.RequestedAt, record.ApprovalId);
        var lists = new HashSet<string>(StringComparer.Ordinal) { $"all {place}", $"{state} {place}", OfRun(record.RunId) + place };
        foreach (var person in Persons(record))
        {
            lists.Add($"all-of {person} {place}");
            lists.Add($"{state}-of {person} {place}");
        }

        if (record.Notices.Count > 0)
        {
            lists.Add($"{Notices}{KeyText.OldestFirst(record.RequestedAt)} {KeyText.Of(record.ApprovalId)}");
        }

        if (isUndelivered)
        {
            lists.Add(Undelivered + KeyText.Of(record.ApprovalId));
        }

        return lists;
    }

    /// <summary>The lists that together hold every record of the query, and perhaps others.</summary>
    public static IReadOnlyList<string> For(ApprovalQuery query)
    {
        var state = query.Open switch { true => "open", false => "closed", null => "all" };
        return query switch
        {
            { RunId: { } runId } => [OfRun(runId)],
            { Approver: { } person } => [$"{state}-of {Name(person)} ", $"{state}-of {Anybody} "],
            _ => [$"{state} "],
        };
    }

    public static bool Fits(ApprovalRecord record, ApprovalQuery query) =>
        (query.RunId ?? record.RunId) == record.RunId
        && (query.Open ?? record.IsOpen) == record.IsOpen
        && query.Includes(record);

    public static string OfRun(string runId) => $"run {KeyText.Of(runId)} ";

    /// <summary>A record's place in a list, newest first: the end of its row keys.</summary>
    public static string Place(DateTimeOffset requestedAt, string approvalId) => $"{KeyText.NewestFirst(requestedAt)} {KeyText.Of(approvalId)}";

    private static List<string> Persons(ApprovalRecord record)
    {
        var asked = record.IsOpen ? record.Asked : [];
        var names = asked.Concat(record.Votes.Select(vote => vote.By)).Select(Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > MostPersons ? [Anybody] : record.IsOpen && asked.Count == 0 ? [Anybody, .. names] : names;
    }

    private static string Name(string person) => KeyText.Of(person.ToUpper(CultureInfo.InvariantCulture), LongestName);
}
