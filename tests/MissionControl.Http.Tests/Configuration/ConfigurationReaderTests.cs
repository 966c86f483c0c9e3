using System.Text;
using MissionControl.Agents;
using MissionControl.Portfolio;
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
        Assert.Equal(PortfolioSettings.Default, configuration.Portfolio);
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
              "links": {"public_url": "https://missions.example.org", "keys": [{"id": "k1", "secret": {"secret": "LINK"}}], "lifetime": "3d"},
              "portfolio": {"missions_at_risk_critical": 3, "snapshot_schedule": "0 30 * * * *", "routing_strategy": "cost_optimized", "risk": {"approval_delay_minutes": 7}, "mission_runs_file": "runs.json"}
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
        Assert.Equal((3, "0 30 * * * *", RoutingStrategy.CostOptimized, 7m), (configuration.Portfolio.MissionsAtRiskCritical, configuration.Portfolio.SnapshotSchedule, configuration.Portfolio.RoutingStrategy, configuration.Portfolio.Risk.ApprovalDelayMinutes));
        Assert.Equal("runs.json", configuration.Portfolio.Files.MissionRunsFile);
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
    [InlineData("""{"portfolio": 5}""", "$.portfolio", "object of settings")]
    [InlineData("""{"portfolio": {"missions_at_risk_critcal": 5}}""", "$.portfolio.missions_at_risk_critcal", "missions_at_risk_critical")]
    [InlineData("""{"portfolio": {"snapshot_schedule": "0 0 24 * * *"}}""", "$.portfolio.snapshot_schedule", "hour")]
    [InlineData("""{"portfolio": {"snapshot_schedule": "0 0 30 2 *"}}""", "$.portfolio.snapshot_schedule", "never comes")]
    [InlineData("""{"portfolio": {"routing_strategy": "best"}}""", "$.portfolio.routing_strategy", "load_balanced")]
    [InlineData("""{"portfolio": {"min_samples": 1, "min_samples": 2}}""", "$.portfolio.min_samples", "twice")]
    [InlineData("[]", "$", "object")]
    [InlineData("", "$", "empty")]
    public void Configuration_WithAFault_NamesThePlaceAndTheCure(string json, string place, string word)
    {
        var refused = Assert.IsType<ConfigurationReading.Refused>(Read(json));

        Assert.Contains(refused.Errors, error => error.Path == place && error.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"portfolio": {"missions_at_risk_critical": 4}, "channels": {}}""", 4)]
    [InlineData("""{"channels": {}, "groups": {"finance": ["ann"]}}""", 2)]
    [InlineData("""{"llm_model": "x", "missions_at_risk_critical": 6, "reports_dir": "out"}""", 6)]
    [InlineData("{}", 2)]
    public void Portfolio_OfAHostsFileOrOfItsKeysAlone_IsRead(string json, int expected)
    {
        var (settings, errors) = ConfigurationReader.ReadPortfolio(Encoding.UTF8.GetBytes(json), "mission.json");

        Assert.Empty(errors);
        Assert.Equal(expected, settings!.MissionsAtRiskCritical);
    }

    [Theory]
    [InlineData("""{"portfolio": {}, "chanels": {}}""", "$.chanels")]
    [InlineData("""{"missions_at_risk_critcal": 6}""", "$.missions_at_risk_critcal")]
    [InlineData("{", "$")]
    public void Portfolio_OfAFileWithAFault_IsRefusedWithItsPlace(string json, string place)
    {
        var (settings, errors) = ConfigurationReader.ReadPortfolio(Encoding.UTF8.GetBytes(json), "mission.json");

        Assert.Null(settings);
        Assert.Equal(place, Assert.Single(errors).Path);
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
