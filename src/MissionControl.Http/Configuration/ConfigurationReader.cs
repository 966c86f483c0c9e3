using System.Text.Json;
using MissionControl.Missions;
using MissionControl.Missions.Reading;
using MissionControl.Portfolio;

namespace MissionControl.Http.Configuration;

/// <summary>Reads a host's configuration file: whole and sound, or every fault of it at once. An unknown member is a fault.</summary>
public static class ConfigurationReader
{
    /// <summary>1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly DocumentShape Root = new("the configuration", ["people", "groups", "approval_rules", "channels", "links", "portfolio"], ["$schema"]);

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
        var faults = new List<DocumentError>();
        var configuration = document is null ? null : Read(new DocumentNode(document.RootElement, DocumentPlace.Root, errors), file, faults);
        if (configuration is not null)
        {
            GroupCheck.Report(configuration, errors);
        }

        return configuration is null || errors.Any || faults.Count > 0
            ? new ConfigurationReading.Refused([.. errors.ToList(), .. faults])
            : new ConfigurationReading.Sound(configuration);
    }

    /// <summary>The portfolio's settings: of a configuration, or of a file that holds its keys alone, as Mission Control v2 has them.</summary>
    /// <returns>Settings, or every fault of the file.</returns>
    public static (PortfolioSettings? Settings, IReadOnlyList<DocumentError> Errors) ReadPortfolio(ReadOnlyMemory<byte> utf8, string file) =>
        !HoldsSections(utf8) ? PortfolioSettingsReader.Read(utf8.Span, file) : Read(utf8, file) switch
        {
            ConfigurationReading.Sound sound => (sound.Configuration.Portfolio, []),
            ConfigurationReading.Refused refused => (null, refused.Errors),
            _ => throw new InvalidOperationException("A reading is sound or refused."),
        };

    private static bool HoldsSections(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return false;
        }

        using var document = DocumentSyntax.Parse(utf8, new DocumentErrors(""));
        return document is { RootElement: { ValueKind: JsonValueKind.Object } root } && root.EnumerateObject().Any(member => Root.Members.Contains(member.Name));
    }

    private static HostConfiguration? Read(DocumentNode root, string file, List<DocumentError> faults)
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
            Portfolio = sections.Find("portfolio") is { } portfolio ? PortfolioReader.Read(portfolio, file, faults) : PortfolioSettings.Default,
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
