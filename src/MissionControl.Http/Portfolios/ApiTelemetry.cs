using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Portfolio;
using MissionControl.Runtime;

namespace MissionControl.Http.Portfolios;

/// <summary>The ports of telemetry, where the runtime has them.</summary>
internal static class ApiTelemetry
{
    /// <exception cref="ProblemException">501.</exception>
    public static TelemetryPorts Telemetry(this ApiCall call) => call.Api.Telemetry ?? throw ProblemList.NotOnThisRuntime("Here no telemetry is kept.").ToException();

    /// <exception cref="ProblemException">501.</exception>
    public static HubPortfolio Portfolio(this ApiCall call) => call.Api.Portfolio ?? throw ProblemList.NotOnThisRuntime("Here no portfolio is kept.").ToException();
}
