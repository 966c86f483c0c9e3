using MissionControl.Runtime;

namespace MissionControl.Http.Configuration;

/// <summary>A secret that the configuration holds or names. Nothing but <see cref="ResolveAsync"/> shows it.</summary>
public sealed class ConfiguredSecret
{
    private readonly string _place;
    private readonly string? _name;
    private readonly string? _value;

    private ConfiguredSecret(string place, string? name, string? value) => (_place, _name, _value) = (place, name, value);

    /// <param name="place">Where the configuration names it, for errors.</param>
    public static ConfiguredSecret Named(string name, string place) => new(place, name, null);

    public static ConfiguredSecret Given(string value, string place) => new(place, null, value);

    /// <exception cref="ConfigurationException">Nobody set the secret.</exception>
    public async ValueTask<string> ResolveAsync(SecretStore secrets, CancellationToken cancellationToken) =>
        _value ?? await secrets.FindAsync(_name!, cancellationToken)
        ?? throw new ConfigurationException($"{_place}: the secret '{_name}' is not set. {char.ToUpperInvariant(secrets.Cure(_name!)[0])}{secrets.Cure(_name!)[1..]}.");

    /// <summary>A fault of the secret's value, told without it.</summary>
    public ConfigurationException Unfit(string found, string cure) => new($"{_place}: {found}. {cure}");

    public override string ToString() => "***";
}

/// <summary>The configuration cannot be used; the message names place and cure and holds no secret.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
