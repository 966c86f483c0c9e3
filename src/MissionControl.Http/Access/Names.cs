using MissionControl.Access;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Access;

/// <summary>In whose name something is recorded: the caller's, unless the caller may speak for others.</summary>
internal static class Names
{
    private const int MaxName = 200;
    private const int MaxReason = 4000;

    /// <summary>Commands and votes: only the command line of the server's own user speaks for others.</summary>
    public static string Of(ApiCall call, string? given) => Speak(call, given, call.Caller.IsLocal, "/by", "It takes the server's own command line to act in another name.");

    /// <summary>Starts: an admin, too, starts runs for others, for example a portal for its users.</summary>
    public static string OfStart(ApiCall call, string? given) =>
        Speak(call, given, call.Caller.IsLocal || call.Caller.May(Role.Admin), "/requested_by", "It takes the role admin to start runs in another name.");

    public static string? Reason(string? reason) => reason is not { Length: > MaxReason }
        ? reason
        : throw ProblemList.InvalidBody(new ProblemError("/reason", $"It has more than {MaxReason} characters.")).ToException();

    private static string Speak(ApiCall call, string? given, bool may, string pointer, string rule)
    {
        if (given is null || given == call.Caller.Name)
        {
            return call.Caller.Name;
        }

        if (!may)
        {
            throw ProblemList.Forbidden(rule).ToException();
        }

        return string.IsNullOrWhiteSpace(given) || given.Length > MaxName || given.Any(char.IsControl)
            ? throw ProblemList.InvalidBody(new ProblemError(pointer, $"A name has 1 to {MaxName} characters and no control characters.")).ToException()
            : given;
    }
}
