using Azure;
using MissionControl.Functions.Durable;
using MissionControl.Http.Problems;

namespace MissionControl.Functions.Hosting;

/// <summary>What the platform's exceptions mean to a caller.</summary>
internal static class PlatformProblems
{
    private const int RetryAfter = 5;

    public static Problem? Of(Exception error) => error switch
    {
        InstancesStillEndingException ending => ProblemList.Conflict("still_ending", ending.Message),
        RequestFailedException { Status: 429 or >= 500 } => ProblemList.Unavailable("The storage takes no more requests at present.", RetryAfter),
        NotSupportedException => ProblemList.NotOnThisRuntime("The platform's version does not offer it."),
        _ => null,
    };
}
