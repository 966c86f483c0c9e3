using MissionControl.Runtime;

namespace MissionControl.Testing.Stores;

/// <summary>Secrets that a test sets.</summary>
public sealed class DictionarySecretStore(IReadOnlyDictionary<string, string> secrets) : SecretStore
{
    public override ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new(secrets.GetValueOrDefault(name));

    public override string Cure(string name) => $"set it in the test's secrets as '{name}'";
}
