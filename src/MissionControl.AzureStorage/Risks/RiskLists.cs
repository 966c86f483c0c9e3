using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Risks;

/// <summary>The lists that a risk event stands in, each latest detection first.</summary>
internal static class RiskLists
{
    public const string Open = "open ";

    /// <summary>Keys hold two ids and a time.</summary>
    private const int LongestId = 160;

    /// <summary>After every time.</summary>
    private const string NoTime = "9999999999999999999";

    public static IReadOnlyCollection<string> Of(RiskEvent risk)
    {
        var (state, place) = (risk.IsOpen ? Open : "closed ", Place(risk));
        List<string> lists = [$"all {place}", $"{state}{place}", $"{OfMission(risk.MissionId)}all {place}", $"{OfMission(risk.MissionId)}{state}{place}"];
        if (risk.RunId is { } runId)
        {
            lists.Add(OfRun(runId) + place);
        }

        return lists;
    }

    /// <summary>The list that holds every event of the query, and perhaps others.</summary>
    public static string For(RiskQuery query)
    {
        var state = query.Open switch { true => Open, false => "closed ", null => "all " };
        return query switch
        {
            { RunId: { } runId } => OfRun(runId),
            { MissionId: { } missionId } => OfMission(missionId) + state,
            _ => state,
        };
    }

    public static bool Fits(RiskEvent risk, RiskQuery query) =>
        (query.RunId ?? risk.RunId) == risk.RunId && (query.MissionId ?? risk.MissionId) == risk.MissionId && (query.Open ?? risk.IsOpen) == risk.IsOpen;

    /// <summary>Where the list ends for a query; null: at its end.</summary>
    public static string? Until(string list, RiskQuery query) => query.Since is { } since ? $"{list}{KeyText.NewestFirst(since)}!" : null;

    public static string OfRun(string runId) => $"run {Name(runId)} ";

    public static string OpenOf(string missionId) => OfMission(missionId) + Open;

    private static string OfMission(string missionId) => $"mission {Name(missionId)} ";

    private static string Place(RiskEvent risk) =>
        string.Create(CultureInfo.InvariantCulture, $"{(risk.DetectedAt is { } at ? KeyText.NewestFirst(at) : NoTime)} {Name(risk.EventId)}");

    private static string Name(string id) => KeyText.Of(id, LongestId);
}
