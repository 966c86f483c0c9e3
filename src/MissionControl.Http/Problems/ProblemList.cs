using MissionControl.Missions;

namespace MissionControl.Http.Problems;

/// <summary>Every problem that the API answers with: its status, its code and what it means.</summary>
public static class ProblemList
{
    public static Problem InvalidJson(string detail) => new(400, "invalid_json", "The body is not the JSON that it should be.") { Detail = detail };

    public static Problem InvalidQuery(string detail) => new(400, "invalid_query", "A query parameter or header cannot be used.") { Detail = detail };

    public static Problem InvalidCursor { get; } = new(400, "invalid_cursor", "The cursor is not one that this list gave.") { Detail = "Begin again without a cursor, with the same filters on every page." };

    public static Problem InvalidId(string what, string rule) => new(400, "invalid_id", $"The {what} in the path is no id.") { Detail = $"Use {rule}." };

    public static Problem UnknownHost { get; } = new(400, "unknown_host", "The request names a host that this server is not.") { Detail = "Call it by the address that 'mission serve' printed, or name the host with --public-url." };

    public static Problem Unauthorized(string detail) => new(401, "unauthorized", "The request has no valid key.") { Detail = detail };

    public static Problem Forbidden(string detail) => new(403, "forbidden", "The caller may not do this.") { Detail = detail };

    public static Problem NotFound(string code, string detail) => new(404, code, "There is no such thing.") { Detail = detail };

    public static Problem RunNotFound(string runId) => NotFound("run_not_found", $"There is no run '{Shown(runId)}'.");

    public static Problem ApprovalNotFound(string approvalId) => NotFound("approval_not_found", $"There is no approval '{Shown(approvalId)}'.");

    public static Problem MissionNotFound(string missionId) => NotFound("mission_not_found", $"There is no mission '{Shown(missionId)}'.");

    public static Problem RouteNotFound { get; } = NotFound("route_not_found", "The routes are listed in /openapi/v1.json.");

    public static Problem MethodNotAllowed { get; } = new(405, "method_not_allowed", "The path does not take this method.") { Detail = "The routes are listed in /openapi/v1.json." };

    public static Problem Conflict(string code, string detail) => new(409, code, "The request does not fit what is there.") { Detail = detail };

    public static Problem Gone(string code, string detail) => new(410, code, "It is over.") { Detail = detail };

    public static Problem PreconditionFailed(string detail) => new(412, "precondition_failed", "It was changed meanwhile.") { Detail = detail };

    public static Problem BodyTooLarge(long most) => new(413, "body_too_large", "The body is too large.") { Detail = $"It may have {most} bytes." };

    public static Problem UnsupportedMediaType { get; } = new(415, "unsupported_media_type", "The body is not JSON.") { Detail = "Send it as application/json in UTF-8." };

    public static Problem Invalid(string code, string title, IReadOnlyList<ProblemError> errors) => new(422, code, title) { Errors = errors };

    public static Problem InvalidBody(params IReadOnlyList<ProblemError> errors) => Invalid("invalid_body", "The body is not what this route takes.", errors);

    public static Problem InvalidMission(string prefix, IReadOnlyList<DocumentError> errors) =>
        Invalid("invalid_mission", "The mission cannot be run as it is.", JsonPointer.Of(prefix, errors));

    public static Problem TooManyRequests(string code, string detail, int seconds) => new(429, code, "Not so fast.") { Detail = detail, RetryAfter = seconds };

    public static Problem Unexpected { get; } = new(500, "unexpected", "Something went wrong here.") { Detail = "The server's log has more under the trace id." };

    public static Problem NotOnThisRuntime(string detail) => new(501, "not_on_this_runtime", "This runtime does not have it.") { Detail = detail };

    public static Problem Unavailable(string detail, int seconds) => new(503, "unavailable", "The hub cannot be written at present.") { Detail = detail, RetryAfter = seconds };

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "...";
}
