using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Embedded;
using MissionControl.Embedded.Sealing;
using MissionControl.Http.Problems;

namespace MissionControl.Cli.Serving;

/// <summary>What exceptions of the embedded runtime, and of reading the data directory, mean to a caller.</summary>
internal static class RuntimeProblems
{
    private const int RetryAfter = 5;

    public static Problem? Of(Exception error) => error switch
    {
        HubUnavailableException unavailable => ProblemList.Unavailable(unavailable.Message, RetryAfter),
        TamperedHistoryException tampered => ProblemList.Conflict("tampered", tampered.Message),
        ReferenceFaultException reference => ProblemList.InvalidMission("", reference.Errors) with { Code = "invalid_reference_data", Title = "The server's reference data cannot be used." },
        UsageException usage => ProblemList.InvalidMission("", []) with { Detail = usage.Message, Errors = null },
        _ => null,
    };
}
