using System.Globalization;
using System.Security.Cryptography;

namespace MissionControl.Missions;

/// <summary>Makes up run ids that people can read and that do not meet: mission, time, random letters.</summary>
public static class RunIds
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <param name="letters">Four where a person starts runs; more where programs start thousands in a second.</param>
    public static string Create(string missionId, TimeProvider clock, int letters = 4)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{clock.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, letters)}");
        var room = Identifier.MaxLength - suffix.Length;
        return (missionId.Length <= room ? missionId : missionId[..room].TrimEnd('.', '_', '-')) + suffix;
    }
}
