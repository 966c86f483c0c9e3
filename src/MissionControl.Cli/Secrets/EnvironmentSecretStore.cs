using MissionControl.Runtime;

namespace MissionControl.Cli.Secrets;

/// <summary>Secrets come from environment variables: <c>MISSION_SECRET_</c> and the name in upper case, other characters as '_'.</summary>
internal sealed class EnvironmentSecretStore(Func<string, string?> variable) : SecretStore
{
    public override ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(variable(VariableOf(name)) is { Length: > 0 } secret ? secret : null);

    public override string Cure(string name) => $"set the environment variable {VariableOf(name)}";

    public static string VariableOf(string name) =>
        "MISSION_SECRET_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
