using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Tools.Durations;

/// <summary>Reads a duration parameter; at most a day, so that no step seems to hang for ever.</summary>
internal static class DurationParameter
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(1);

    /// <exception cref="ToolException">The text is no duration, or is too long.</exception>
    public static TimeSpan? Read(ToolInput input, string name)
    {
        if (input.OptionalText(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Duration.TryParse(text, out var duration, out var error))
        {
            throw Unfit($"'{name}': {error}.");
        }

        return duration <= Max ? duration : throw Unfit($"'{name}' is longer than a day.");
    }

    private static ToolException Unfit(string message) => new("invalid_parameter", message, retryable: false);
}
