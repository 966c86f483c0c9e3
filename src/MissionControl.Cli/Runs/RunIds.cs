using System.Globalization;
using System.Security.Cryptography;

namespace MissionControl.Cli.Runs;

/// <summary>Makes up run ids that people can read and that do not meet: mission, time, four random letters.</summary>
internal static class RunIds
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Create(string missionId, TimeProvider clock)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{clock.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, 4)}");
        var room = Identifier.MaxLength - suffix.Length;
        return (missionId.Length <= room ? missionId : missionId[..room].TrimEnd('.', '_', '-')) + suffix;
    }
}
