namespace MissionControl.Telemetry;

/// <summary>Where a record comes from: only what our own runs wrote takes the place of a statistics file.</summary>
public enum TelemetryOrigin
{
    /// <summary>Read from a file or imported.</summary>
    Recorded,

    /// <summary>Written by a run of this product.</summary>
    Own,
}
