namespace MissionControl.Tools.Mail.Mime;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("<ann@example.com>", "ann@example.com")]
    [InlineData("Ann Lee <ann@example.com>", "Ann Lee <ann@example.com>")]
    [InlineData("\"Lee, Ann\" <ann@example.com>, bob@example.com", "Lee, Ann <ann@example.com>|bob@example.com")]
    [InlineData("=?utf-8?Q?Lee=2C_=C3=84nn?= <ann@example.com>", "Lee, Änn <ann@example.com>")]
    [InlineData("ann@example.com (Ann, the boss)", "ann@example.com")]
    [InlineData("Team: ann@example.com, Bob <bob@example.com>;", "ann@example.com|Bob <bob@example.com>")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("\"A \\\"B\\\" C\" <a@example.com>", "A \"B\" C <a@example.com>")]
    [InlineData("Broken <ann@example.com", "Broken <ann@example.com")]
    [InlineData(",,;", "")]
    public void Addresses_InEveryNotation_AreNameAndAddress(string header, string expected) =>
        Assert.Equal(expected, string.Join('|', AddressList.Parse(header)));
}
