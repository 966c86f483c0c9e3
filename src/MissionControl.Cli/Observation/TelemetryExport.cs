using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MissionControl.Cli.Observation;

/// <summary>Sends spans and figures where OpenTelemetry's standard variables say, and nothing when they say nothing. The end sends what is left.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Engine = "MissionControl.Embedded";

    private readonly TracerProvider? _spans;
    private readonly MeterProvider? _figures;

    private TelemetryExport(TracerProvider? spans, MeterProvider? figures) => (_spans, _figures) = (spans, figures);

    /// <param name="variable">An environment variable, or null.</param>
    public static TelemetryExport Begin(Func<string, string?> variable)
    {
        var resource = ResourceBuilder.CreateDefault();
        if (string.IsNullOrEmpty(variable("OTEL_SERVICE_NAME")))
        {
            resource.AddService("mission");
        }

        return new TelemetryExport(
            IsWanted(variable, "TRACES") ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Engine).AddOtlpExporter().Build() : null,
            IsWanted(variable, "METRICS") ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Engine).AddOtlpExporter().Build() : null);
    }

    // Each waits 5 s at most for what is left to be sent.
    public void Dispose()
    {
        _spans?.Dispose();
        _figures?.Dispose();
    }

    private static bool IsWanted(Func<string, string?> variable, string signal) =>
        !string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && variable($"OTEL_{signal}_EXPORTER") != "none"
        && !(string.IsNullOrEmpty(variable("OTEL_EXPORTER_OTLP_ENDPOINT")) && string.IsNullOrEmpty(variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")));
}
