using System.Globalization;

namespace MissionControl.Http.Channels;

/// <summary>Times as people of every country read them.</summary>
internal static class PageTime
{
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
