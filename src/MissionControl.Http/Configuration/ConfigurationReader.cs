using MissionControl.Missions;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

/// <summary>Reads a host's configuration file: whole and sound, or every fault of it at once. An unknown member is a fault.</summary>
public static class ConfigurationReader
{
    /// <summary>1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly DocumentShape Root = new("the configuration", ["people", "groups", "approval_rules", "channels", "links"], ["$schema"]);

    /// <param name="utf8">The file's bytes: JSON in snake_case.</param>
    /// <param name="file">The file as the user named it, for errors.</param>
    public static ConfigurationReading Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var errors = new DocumentErrors(file);
        if (utf8.Length > MaxBytes)
        {
            errors.Add(DocumentPlace.Root, $"a file of {utf8.Length} bytes", $"A configuration has at most {MaxBytes} bytes.");
            return new ConfigurationReading.Refused(errors.ToList());
        }

        using var document = DocumentSyntax.Parse(utf8, errors, "Write an object, for example {\"channels\": {}}.");
        var configuration = document is null ? null : Read(new DocumentNode(document.RootElement, DocumentPlace.Root, errors));
        if (configuration is not null)
        {
            GroupCheck.Report(configuration, errors);
        }

        return configuration is null || errors.Any
            ? new ConfigurationReading.Refused(errors.ToList())
            : new ConfigurationReading.Sound(configuration);
    }

    private static HostConfiguration? Read(DocumentNode root)
    {
        if (DocumentObject.Open(root, Root) is not { } sections)
        {
            return null;
        }

        var people = PeopleReader.Read(sections);
        return new HostConfiguration
        {
            People = people,
            ApprovalRules = ApprovalRuleReader.Read(sections, people),
            Channels = sections.Find("channels") is { } channels ? ChannelReader.Read(channels) : new ChannelOptions(),
            Links = sections.Find("links") is { } links ? LinkReader.Read(links) : null,
        };
    }
}

/// <summary>How the reading of a configuration ended.</summary>
public abstract record ConfigurationReading
{
    private ConfigurationReading()
    {
    }

    public sealed record Sound(HostConfiguration Configuration) : ConfigurationReading;

    /// <param name="Errors">At least one.</param>
    public sealed record Refused(IReadOnlyList<DocumentError> Errors) : ConfigurationReading;
}
