using System.Text;
using MissionControl.Testing.Stores;

namespace MissionControl.Http.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Configuration_WithoutSections_TurnsEverythingOff()
    {
        var configuration = Sound("{}");

        Assert.Null(configuration.Links);
        Assert.Null(configuration.Channels.Email);
        Assert.Null(configuration.Channels.Teams);
        Assert.Null(configuration.Channels.Outlook);
        Assert.Empty(configuration.Channels.Webhooks);
        Assert.Empty(configuration.ApprovalRules.Rules);
    }

    [Fact]
    public void Configuration_WithEverySection_IsReadWhole()
    {
        var configuration = Sound("""
            {
              "people": {"ann": {"email": "ann@example.org", "teams": "t-1", "outlook": "ann@contoso.example"}, "bob": {}},
              "groups": {"finance": ["ann", "bob"]},
              "approval_rules": [{"tool": "deploy", "approvers": ["group:finance"], "quorum": 2}, {"cost_over_usd": 50}],
              "channels": {
                "email": {"host": "mail.example.org", "from": "Missions <missions@example.org>", "user": "u", "password": {"secret": "SMTP"}, "recipients": ["group:finance"], "timeout": "10s"},
                "teams": {"workflow_url": {"secret": "FLOW"}, "hosts": ["*.logic.azure.com"], "security_token": {"secret": "TEAMS"}},
                "outlook": {"audience": "https://missions.example.org", "originator": "abc"},
                "webhooks": [{"name": "ops", "url": "https://ops.example.org/hook", "secrets": [{"secret": "OPS"}], "votes_for": ["ann"]}]
              },
              "links": {"public_url": "https://missions.example.org", "keys": [{"id": "k1", "secret": {"secret": "LINK"}}], "lifetime": "3d"}
            }
            """);

        Assert.Equal("ann@contoso.example", configuration.People.Persons["ANN"].OutlookSub);
        Assert.Equal(2, configuration.ApprovalRules.Rules[0].Policy.Quorum);
        Assert.Equal(50, configuration.ApprovalRules.Rules[1].CostOverUsd);
        Assert.Equal((587, SmtpTls.Required, TimeSpan.FromSeconds(10)), (configuration.Channels.Email!.Port, configuration.Channels.Email.Tls, configuration.Channels.Email.Timeout));
        Assert.Equal(TeamsAudience.Person, configuration.Channels.Teams!.Audience);
        Assert.Equal("https://substrate.office.com/sts/", configuration.Channels.Outlook!.Issuer);
        Assert.Equal("ops", Assert.Single(configuration.Channels.Webhooks).Name);
        Assert.Equal(TimeSpan.FromDays(3), configuration.Links!.Lifetime);
    }

    [Theory]
    [InlineData("""{"chanels": {}}""", "$.chanels", "channels")]
    [InlineData("""{"channels": {"email": {"host": "h", "from": "a@b.example", "passwort": "x"}}}""", "$.channels.email.passwort", "password")]
    [InlineData("""{"channels": {"email": {"host": "h", "from": "a@b.example", "user": "u"}}}""", "$.channels.email", "user and password")]
    [InlineData("""{"channels": {"email": {"host": "h", "from": "a@b.example", "tls": "none", "user": "u", "password": "p"}}}""", "$.channels.email.tls", "in the clear")]
    [InlineData("""{"channels": {"email": {"host": "h:25", "from": "a@b.example"}}}""", "$.channels.email.host", "no host")]
    [InlineData("""{"channels": {"email": {"host": "h", "from": "a@b.example\r\nBcc: c@d.example"}}}""", "$.channels.email.from", "no mail address")]
    [InlineData("""{"channels": {"email": {"host": "h", "from": "a@b.example", "recipients": ["group:x"]}}}""", "$.channels.email.recipients", "group")]
    [InlineData("""{"channels": {"teams": {}}}""", "$.channels.teams", "workflow_url")]
    [InlineData("""{"channels": {"teams": {"workflow_url": "https://x.example"}}}""", "$.channels.teams.hosts", "Name the hosts")]
    [InlineData("""{"channels": {"outlook": {"audience": "a", "keys_url": "http://keys.example"}}}""", "$.channels.outlook.keys_url", "without TLS")]
    [InlineData("""{"channels": {"webhooks": [{"name": "a", "url": "http://x.example", "secrets": ["s"]}]}}""", "$.channels.webhooks[0].url", "without TLS")]
    [InlineData("""{"channels": {"webhooks": [{"name": "a", "url": "https://u:p@x.example", "secrets": ["s"]}]}}""", "$.channels.webhooks[0].url", "user name")]
    [InlineData("""{"channels": {"webhooks": [{"name": "a", "secrets": []}]}}""", "$.channels.webhooks[0].secrets", "no secret")]
    [InlineData("""{"channels": {"webhooks": [{"name": "a", "secrets": ["s"]}, {"name": "a", "secrets": ["s"]}]}}""", "$.channels.webhooks", "one name")]
    [InlineData("""{"links": {"public_url": "https://x.example", "keys": []}}""", "$.links.keys", "no key")]
    [InlineData("""{"links": {"public_url": "https://x.example", "keys": [{"id": "a.b", "secret": "s"}]}}""", "$.links.keys[0].id", "'-' and '_'")]
    [InlineData("""{"people": {"ann": {"email": "ann"}}}""", "$.people.ann.email", "no mail address")]
    [InlineData("""{"people": {"ann": {"teams": "t"}, "bob": {"teams": "T"}}}""", "$.people", "same teams")]
    [InlineData("""{"approval_rules": [{"tool": "x", "cost_over_usd": 1}]}""", "$.approval_rules[0]", "tool and cost_over_usd")]
    [InlineData("[]", "$", "object")]
    [InlineData("", "$", "empty")]
    public void Configuration_WithAFault_NamesThePlaceAndTheCure(string json, string place, string word)
    {
        var refused = Assert.IsType<ConfigurationReading.Refused>(Read(json));

        Assert.Contains(refused.Errors, error => error.Path == place && error.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"links": {"public_url": "https://x.example", "keys": [{"id": "k", "secret": ["hunter2"]}]}}""")]
    [InlineData("""{"channels": {"webhooks": [{"name": "a", "url": "https://x.example/?key=hunter2", "secrets": [{"secret": 1}]}]}}""")]
    public void Fault_OfASecret_DoesNotShowIt(string json)
    {
        var refused = Assert.IsType<ConfigurationReading.Refused>(Read(json));

        Assert.DoesNotContain(refused.Errors, error => error.ToString().Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secret_ThatNobodySet_IsToldWithItsPlaceAndCure()
    {
        var secret = Sound("""{"links": {"public_url": "https://x.example", "keys": [{"id": "k", "secret": {"secret": "LINK"}}]}}""").Links!.Keys[0].Secret;

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => secret.ResolveAsync(new DictionarySecretStore(new Dictionary<string, string>()), default).AsTask());

        Assert.Equal("$.links.keys[0].secret: the secret 'LINK' is not set. Set it in the test's secrets as 'LINK'.", error.Message);
        Assert.Equal("***", secret.ToString());
    }

    private static HostConfiguration Sound(string json) => Assert.IsType<ConfigurationReading.Sound>(Read(json)).Configuration;

    private static ConfigurationReading Read(string json) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(json), "mission.json");
}
