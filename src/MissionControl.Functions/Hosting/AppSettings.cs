using Microsoft.Extensions.Configuration;
using MissionControl.Access;
using MissionControl.Http.Configuration;
using MissionControl.Missions;

namespace MissionControl.Functions.Hosting;

/// <summary>The app's settings, read once and sound: a value that is none stops the app with the setting's name and the cure.</summary>
public sealed record AppSettings
{
    /// <summary>Final runs are deleted so long after their end. Default 90 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Names that requests may call the app by.</summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];

    /// <summary>True where the platform has proven the principal of every request that names one.</summary>
    public bool TrustsPrincipal { get; init; }

    /// <summary>What a caller may do who has nothing but a function key. Default: viewer and operator.</summary>
    public IReadOnlyCollection<Role> FunctionKeyRoles { get; init; } = [Role.Viewer, Role.Operator];

    /// <summary>Where runs find agents; absolute, null where there is none.</summary>
    public string? DataDirectory { get; init; }

    public HostConfiguration Configuration { get; init; } = HostConfiguration.Empty;

    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public bool AllowPrivateAddresses { get; init; }

    /// <param name="root">The folder that relative paths start at.</param>
    /// <exception cref="SettingException">A value cannot be used.</exception>
    public static AppSettings Read(IConfiguration configuration, string root) => new()
    {
        Retention = Span(configuration, SettingNames.Retention) ?? TimeSpan.FromDays(90),
        Hosts = [.. List(configuration, SettingNames.Hosts), .. List(configuration, SettingNames.SiteName)],
        TrustsPrincipal = Flag(configuration, SettingNames.AuthenticationEnabled),
        FunctionKeyRoles = configuration[SettingNames.FunctionKeyRoles] is null ? [Role.Viewer, Role.Operator] : [.. List(configuration, SettingNames.FunctionKeyRoles).Select(RoleOf)],
        DataDirectory = configuration[SettingNames.DataDirectory] is { Length: > 0 } data ? Path.GetFullPath(data, root) : null,
        Configuration = ConfigurationOf(configuration, root),
        AllowedHosts = List(configuration, SettingNames.AllowedHosts),
        AllowPrivateAddresses = Flag(configuration, SettingNames.AllowPrivate),
    };

    private static HostConfiguration ConfigurationOf(IConfiguration configuration, string root)
    {
        if (configuration[SettingNames.Configuration] is not { Length: > 0 } given)
        {
            return HostConfiguration.Empty;
        }

        var isDocument = given.TrimStart().StartsWith('{');
        var bytes = isDocument ? System.Text.Encoding.UTF8.GetBytes(given) : FileOf(Path.GetFullPath(given, root));
        return ConfigurationReader.Read(bytes, isDocument ? SettingNames.Configuration : given) switch
        {
            ConfigurationReading.Sound sound => sound.Configuration,
            ConfigurationReading.Refused refused => throw new SettingException(SettingNames.Configuration, string.Join(' ', refused.Errors)),
            var other => throw new InvalidOperationException($"A configuration cannot be read as {other.GetType().Name}."),
        };
    }

    private static byte[] FileOf(string path) => File.Exists(path)
        ? File.ReadAllBytes(path)
        : throw new SettingException(SettingNames.Configuration, "there is no such file. Give the JSON itself, or the path of a file that was deployed with the app.");

    private static string[] List(IConfiguration configuration, string name) =>
        configuration[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool Flag(IConfiguration configuration, string name) => bool.TryParse(configuration[name], out var flag) && flag;

    private static TimeSpan? Span(IConfiguration configuration, string name) => configuration[name] is not { Length: > 0 } text ? null
        : Duration.TryParse(text, out var span, out _) && span > TimeSpan.Zero ? span
        : throw new SettingException(name, "it is no duration. Write a number and a unit, for example 90d.");

    private static Role RoleOf(string word) => Enum.GetValues<Role>().Where(role => Wire.Word(role) == word).Cast<Role?>().FirstOrDefault()
        ?? throw new SettingException(SettingNames.FunctionKeyRoles, $"'{word}' is no role. Roles are: {string.Join(", ", Enum.GetValues<Role>().Select(role => Wire.Word(role)))}.");
}

/// <summary>A setting that cannot be used; the message names setting and cure, and not its value.</summary>
public sealed class SettingException(string name, string fault) : Exception($"Setting {name}: {fault}");
