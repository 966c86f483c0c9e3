using Microsoft.Extensions.Configuration;
using MissionControl.Runtime;

namespace MissionControl.Functions.Hosting;

/// <summary>Secrets are app settings, best as references to a key vault: <c>MISSION_SECRET_</c> and the name in upper case, other characters as '_'.</summary>
internal sealed class SettingSecretStore(IConfiguration configuration) : SecretStore
{
    /// <summary>What stands in a setting whose reference to a vault could not be resolved.</summary>
    private const string Unresolved = "@Microsoft.KeyVault(";

    public override ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(
        configuration[SettingOf(name)] is { Length: > 0 } secret && !secret.StartsWith(Unresolved, StringComparison.OrdinalIgnoreCase) ? secret : null);

    public override string Cure(string name) => $"set the app setting {SettingOf(name)}, best as a Key Vault reference that the app's identity may read";

    private static string SettingOf(string name) =>
        SettingNames.SecretPrefix + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
