namespace MissionControl.Runtime;

/// <summary>Remembers which foreign messages have been taken, until a message as old is refused for its age.</summary>
public abstract class SeenKeyStore
{
    /// <summary>True when the key was added and is not forgotten yet.</summary>
    public abstract Task<bool> ContainsAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>
    /// True when this call added the key, and that is on disk; false when it was there. Keys whose time is over may be forgotten with this call.
    /// </summary>
    /// <param name="scope">Who sent it: keys of different scopes have nothing to do with each other.</param>
    /// <param name="key">As it came: any text of at most 512 characters.</param>
    /// <param name="until">Remembered at least until then.</param>
    public abstract Task<bool> TryAddAsync(string scope, string key, DateTimeOffset until, CancellationToken cancellationToken);
}
