using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Transfer;

namespace MissionControl.Http.Transfers;

/// <summary>An export, sent while it is read. One that breaks off in the middle is no JSON, and its connection is cut.</summary>
internal sealed class ExportAnswer(HubExport export) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.ContentType = JsonAnswer.MediaType;
        answer.Headers.ContentDisposition = "attachment; filename=\"mission-control-export.json\"";
        await export.WriteAsync(answer.Body, progress: null, httpContext.RequestAborted);
    }
}
