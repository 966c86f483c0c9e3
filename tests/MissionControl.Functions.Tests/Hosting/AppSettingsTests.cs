using Microsoft.Extensions.Configuration;
using MissionControl.Access;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Tests.Hosting;

public sealed class AppSettingsTests
{
    [Fact]
    public void Settings_ThatNobodyGave_TrustNoPrincipalAndKeepRunsForNinetyDays()
    {
        var settings = Read();

        Assert.False(settings.TrustsPrincipal);
        Assert.Equal(TimeSpan.FromDays(90), settings.Retention);
        Assert.Equal([Role.Viewer, Role.Operator], settings.FunctionKeyRoles);
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("yes", false)]
    public void Principal_OfThePlatform_IsTrustedOnlyWhereThePlatformSaysTrue(string value, bool trusted) =>
        Assert.Equal(trusted, Read((SettingNames.AuthenticationEnabled, value)).TrustsPrincipal);

    [Theory]
    [InlineData(SettingNames.Retention, "90")]
    [InlineData(SettingNames.FunctionKeyRoles, "viewer,owner")]
    [InlineData(SettingNames.Configuration, "{\"chanels\": {}}")]
    [InlineData(SettingNames.Configuration, "not-there.json")]
    public void Setting_WithAValueThatIsNone_StopsTheAppWithItsName(string name, string value) =>
        Assert.Contains(name, Assert.Throws<SettingException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Secret_WhoseVaultReferenceWasNotResolved_IsNoSecret()
    {
        var secrets = new SettingSecretStore(Configuration(("MISSION_SECRET_API_KEY", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/x)"), ("MISSION_SECRET_OTHER", "s3")));

        Assert.Null(await secrets.FindAsync("api-key", CancellationToken.None));
        Assert.Equal("s3", await secrets.FindAsync("other", CancellationToken.None));
    }

    private static AppSettings Read(params (string Name, string Value)[] settings) => AppSettings.Read(Configuration(settings), AppContext.BaseDirectory);

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value))).Build();
}
