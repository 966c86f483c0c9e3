namespace MissionControl.Chaos;

/// <summary>What a worker leaves on the disk for the next one.</summary>
internal sealed record ChaosFolder(string Path)
{
    public string Hub => System.IO.Path.Combine(Path, "chaos.hub");

    public string Notifications => System.IO.Path.Combine(Path, "notifications.log");

    public string Calls => System.IO.Path.Combine(Path, "calls.log");
}
