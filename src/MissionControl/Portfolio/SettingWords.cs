using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Schedules;

namespace MissionControl.Portfolio;

/// <summary>Judges the settings that are texts of a certain form. Those that do not fit are told and taken out, so that the others can be read.</summary>
internal static class SettingWords
{
    private static readonly string[] Schedules = [Key(nameof(PortfolioSettings.SnapshotSchedule)), Key(nameof(PortfolioSettings.RiskRollupSchedule))];
    private static readonly string Strategy = Key(nameof(PortfolioSettings.RoutingStrategy));
    private static readonly string[] Strategies = [.. Enum.GetValues<RoutingStrategy>().Select(Wire.Word)];

    public static List<DocumentError> Faults(JsonObject values, string file, string path)
    {
        var faults = new List<DocumentError>();
        foreach (var key in Schedules.Where(values.ContainsKey))
        {
            if (!Schedule.TryParse(Text(values[key]), out _, out var error))
            {
                Refuse(key, error!.Split(": ", 2)[0], Capital(error.Split(": ", 2)[1]) + ".");
            }
        }

        if (values.ContainsKey(Strategy) && !Strategies.Contains(Text(values[Strategy])))
        {
            Refuse(Strategy, $"{PathText.Quote(values[Strategy]!.ToJsonString(), 40)} is no strategy", $"Use {string.Join(", ", Strategies)}.");
        }

        return faults;

        void Refuse(string key, string found, string cure)
        {
            faults.Add(new DocumentError(file, $"{path}.{key}", found, cure));
            values.Remove(key);
        }
    }

    private static string Key(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
