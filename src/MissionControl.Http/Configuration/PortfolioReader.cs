using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Missions.Reading;
using MissionControl.Portfolio;

namespace MissionControl.Http.Configuration;

/// <summary>Reads the section <c>portfolio</c>, whose keys are read by one code wherever they stand.</summary>
internal static class PortfolioReader
{
    /// <param name="file">As the user named it.</param>
    /// <param name="faults">Takes what the section's own reader finds.</param>
    public static PortfolioSettings Read(DocumentNode node, string file, List<DocumentError> faults)
    {
        if (node.Element.ValueKind != JsonValueKind.Object)
        {
            node.Wrong("an object of settings");
            return PortfolioSettings.Default;
        }

        if (node.Errors.Touch(node.Place))
        {
            // A member that is there twice was told; nobody knows which one counts.
            return PortfolioSettings.Default;
        }

        var (settings, errors) = PortfolioSettingsReader.Read(JsonObject.Create(node.Element)!, file, node.Place.ToString());
        faults.AddRange(errors);
        return settings ?? PortfolioSettings.Default;
    }
}
