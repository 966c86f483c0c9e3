using System.Text.Json;
using System.Text.RegularExpressions;
using MissionControl.Testing;

namespace MissionControl.Tests.House;

/// <summary>What the deployment gives the Functions app and what its code takes, read from both texts and compared both ways.</summary>
public sealed class AzureDeploymentTests
{
    private const string SettingsFile = "src/MissionControl.Functions/Hosting/SettingNames.cs";

    /// <summary>Set by the platform itself, or read only where Azurite stands in.</summary>
    private static readonly string[] NotDeployed = ["AzureWebJobsStorage", "MISSION_SECRET_", "WEBSITE_AUTH_ENABLED", "WEBSITE_HOSTNAME"];

    /// <summary>What the storage of a task hub and of our stores, the vault's references and the telemetry are reached by.</summary>
    private static readonly string[] Needed =
    [
        "Key Vault Secrets User", "Monitoring Metrics Publisher", "Storage Blob Data Owner", "Storage Queue Data Contributor", "Storage Table Data Contributor",
    ];

    private static string App => Text("infra/app.bicep");

    [Fact]
    public void Settings_ThatTheCodeReads_AreThoseThatTheDeploymentSets() =>
        Assert.Equal(ReadByTheCode().Except(NotDeployed).Order(StringComparer.Ordinal), Members(App, "ours").Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_OfTheSample_AreReadByTheCodeOrByThePlatform()
    {
        using var sample = JsonDocument.Parse(Text("local.settings.sample.json"));
        var given = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name);

        Assert.Empty(given.Except(ReadByTheCode()).Except(["FUNCTIONS_WORKER_RUNTIME"]));
    }

    [Fact]
    public void Schedules_OfTimers_AreGivenByTheDeploymentAndTheSample()
    {
        var schedules = ReadByTheCode().Where(name => name.EndsWith("_SCHEDULE", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(schedules);
        Assert.All(schedules, name => Assert.Contains(name, Text("local.settings.sample.json"), StringComparison.Ordinal));
        Assert.All(schedules, name => Assert.Matches($@"{name}: '(\S+ ){{5}}\S+'", App));
    }

    [Fact]
    public void Settings_ThatTheCodeReads_AreExplainedInTheReadme()
    {
        var readme = Text("src/MissionControl.Functions/README.md");

        Assert.All(ReadByTheCode(), name => Assert.Contains($"`{name}", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_OfTheHostFile_AreExplainedInTheReadme()
    {
        var readme = Text("src/MissionControl.Functions/README.md");
        using var host = JsonDocument.Parse(Text("host.json"));

        Assert.All(Leaves(host.RootElement, ""), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tables", "Tables")]
    [InlineData("containers", "Containers")]
    public void StorageNames_OfTheCode_AreThoseThatTheDeploymentMakes(string variable, string property)
    {
        var code = Text("src/MissionControl.AzureStorage/StorageNames.cs");
        var constants = Regex.Matches(code, "const string (\\w+) = \"(\\w+)\"").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var listed = Regex.Match(code, $@"{property} {{ get; }} =\s*\[([^\]]+)\]").Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(listed.Select(name => constants[name]).Order(StringComparer.Ordinal), Items(Text("infra/storage.bicep"), variable).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Roles_OfTheIdentity_AreThoseThatTheAppNeeds()
    {
        var bicep = Text("infra/roles.bicep");
        var given = Regex.Matches(bicep, "'([A-Z][A-Za-z ]+)': '[0-9a-f-]{36}'").Select(match => match.Groups[1].Value);

        Assert.Equal(Needed, given.Order(StringComparer.Ordinal));
    }

    /// <summary>A role is needed because something uses it, and nothing is used without its role.</summary>
    [Theory]
    [InlineData("Storage Blob Data Owner", "MISSION_BLOBS_URI", "AzureBlobGateway.cs", "BlobServiceClient")]
    [InlineData("Storage Table Data Contributor", "MISSION_TABLES_URI", "AzureTableGateway.cs", "TableServiceClient")]
    [InlineData("Storage Queue Data Contributor", "AzureWebJobsStorage__queueServiceUri", null, null)]
    [InlineData("Key Vault Secrets User", "@Microsoft.KeyVault(SecretUri=", null, null)]
    [InlineData("Monitoring Metrics Publisher", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", null, null)]
    public void Role_OfTheIdentity_IsUsedByASettingAndTheCodeBehindIt(string role, string setting, string? file, string? client)
    {
        Assert.Contains(role, Text("infra/roles.bicep"), StringComparison.Ordinal);
        Assert.Contains(setting, App, StringComparison.Ordinal);
        Assert.Equal(file is null ? [] : new[] { file }, SourceFiles.Below("src/MissionControl.Functions/Storage", "*.cs")
            .Where(source => client is not null && Text(source).Contains(client, StringComparison.Ordinal))
            .Select(Path.GetFileName));
    }

    [Fact]
    public void Storage_OfTheDeployment_HasNoSharedKeys()
    {
        Assert.Contains("allowSharedKeyAccess: false", Text("infra/storage.bicep"), StringComparison.Ordinal);
        Assert.DoesNotContain("listKeys", string.Concat(SourceFiles.Below("infra", "*.bicep").Select(Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ended as failed", "infra/alerts.bicep")]
    [InlineData("Sweep: ", "infra/alerts.bicep")]
    public void Alert_OfTheDeployment_LooksForWhatTheAppLogs(string words, string file)
    {
        Assert.Contains(words, Text(file), StringComparison.Ordinal);
        Assert.Contains(words, Text("src/MissionControl.Functions/Hosting/AppLog.cs"), StringComparison.Ordinal);
    }

    private static List<string> ReadByTheCode() =>
        [.. Regex.Matches(Text(SettingsFile), "const string \\w+ = \"([A-Za-z_]+)\"").Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Members(string bicep, string variable) =>
        Regex.Matches(Block(bicep, variable, '{', '}'), @"^\s+(\w+):", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Items(string bicep, string variable) => Regex.Matches(Block(bicep, variable, '[', ']'), "'(\\w+)'").Select(match => match.Groups[1].Value);

    private static string Block(string bicep, string variable, char from, char to)
    {
        var start = bicep.IndexOf($"var {variable} = {from}", StringComparison.Ordinal);
        return start < 0 ? throw new InvalidOperationException($"There is no variable '{variable}'.") : bicep[start..bicep.IndexOf($"\n{to}", start, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> Leaves(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Leaves(member.Value, member.Name))
        : [name];

    private static string Text(string file) => File.ReadAllText(Repository.PathTo(file));
}
