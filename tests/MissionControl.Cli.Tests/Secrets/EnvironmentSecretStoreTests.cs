using MissionControl.Cli.Secrets;

namespace MissionControl.Cli.Tests.Secrets;

public sealed class EnvironmentSecretStoreTests
{
    [Theory]
    [InlineData("gmail-token", "MISSION_SECRET_GMAIL_TOKEN")]
    [InlineData("a.b c", "MISSION_SECRET_A_B_C")]
    [InlineData("stra\u00dfe", "MISSION_SECRET_STRA_E")]
    public async Task Secret_OfAName_IsTheVariableOfThatName(string name, string variable)
    {
        var store = new EnvironmentSecretStore(asked => asked == variable ? "s3cret" : null);

        Assert.Equal("s3cret", await store.FindAsync(name, CancellationToken.None));
        Assert.Contains(variable, store.Cure(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfAnEmptyVariable_IsNotSet() =>
        Assert.Null(await new EnvironmentSecretStore(_ => "").FindAsync("x", CancellationToken.None));
}
