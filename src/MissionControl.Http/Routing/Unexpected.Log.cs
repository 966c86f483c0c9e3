using Microsoft.Extensions.Logging;

namespace MissionControl.Http.Routing;

internal static partial class Unexpected
{
    [LoggerMessage(1, LogLevel.Error, "{Route} failed unexpectedly (trace {TraceId}).")]
    public static partial void Log(ILogger log, string route, string traceId, Exception error);
}
