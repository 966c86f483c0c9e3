namespace MissionControl.Runtime;

/// <summary>Where <c>{"secret": "name"}</c> is looked up, inside the activity that needs it. Values never leave that activity.</summary>
public abstract class SecretStore
{
    /// <summary>The secret, or null when nobody set it.</summary>
    public abstract ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>How a person sets a secret here, for error texts: for example "set the environment variable MISSION_SECRET_NAME".</summary>
    public abstract string Cure(string name);
}
