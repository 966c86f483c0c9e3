using MissionControl.Runtime;

namespace MissionControl.Embedded.Execution;

internal static class Failures
{
    private const int LongestTrace = 4096;

    public static FailureDetails Describe(Exception error)
    {
        var trace = error.StackTrace;
        return new FailureDetails(error.GetType().Name, error.Message, trace?.Length > LongestTrace ? trace[..LongestTrace] : trace);
    }
}
