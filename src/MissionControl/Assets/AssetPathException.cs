namespace MissionControl.Assets;

/// <summary>A value could not be written at a path; the message names the place and the cure.</summary>
public sealed class AssetPathException(string message) : Exception(message);
