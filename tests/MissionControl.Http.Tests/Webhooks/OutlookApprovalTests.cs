using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Http.Channels;
using MissionControl.Missions;
using MissionControl.Testing;
using MissionControl.Tools.Web;

namespace MissionControl.Http.Webhooks;

public sealed class OutlookApprovalTests
{
    private const string Audience = "https://missions.example.org";
    private const string Issuer = "https://issuer.example/sts/";

    [Fact]
    public async Task Run_ApprovedByAClickInOutlook_GoesOnAndTheCardSaysSo()
    {
        using var key = RSA.Create(2048);
        await using var issuer = await IssuerAsync(("k1", key));
        await using var server = await ChannelServer.StartAsync(Outlook(issuer));
        var approval = await server.AskAsync();

        var answer = await server.SendAsync(Click(server, approval, "ann", Token(server, key)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("true", answer.Headers["CARD-UPDATE-IN-BODY"]);
        Assert.Contains("Your vote decided", answer.Headers["CARD-ACTION-STATUS"], StringComparison.Ordinal);
        Assert.Equal("AdaptiveCard", JsonNode.Parse(answer.Body)!["type"]!.GetValue<string>());
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        Assert.Equal(("ann", "outlook"), ((await server.ReadAsync(approval.ApprovalId)).Decision!.By, (await server.ReadAsync(approval.ApprovalId)).Decision!.Channel));
    }

    [Theory]
    [InlineData("wrong issuer", 401)]
    [InlineData("wrong audience", 401)]
    [InlineData("expired", 401)]
    [InlineData("not good yet", 401)]
    [InlineData("algorithm none", 401)]
    [InlineData("HS256 with the public key", 401)]
    [InlineData("another key under a known id", 401)]
    [InlineData("an unknown key id", 401)]
    [InlineData("claims changed", 401)]
    [InlineData("no token", 401)]
    [InlineData("nobody known", 403)]
    [InlineData("another approver's mail", 403)]
    [InlineData("an altered link", 403)]
    [InlineData("no link", 403)]
    public async Task Click_ThatIsNotWhatItSays_IsRefusedAndAudited(string attack, int status)
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await using var issuer = await IssuerAsync(("k1", key));
        await using var server = await ChannelServer.StartAsync(Outlook(issuer));
        var approval = await server.AskAsync();
        var token = attack switch
        {
            "wrong issuer" => Token(server, key, claims => claims["iss"] = "https://evil.example/"),
            "wrong audience" => Token(server, key, claims => claims["aud"] = "https://other.example"),
            "expired" => Token(server, key, claims => claims["exp"] = Seconds(server, -120)),
            "not good yet" => Token(server, key, claims => claims["nbf"] = Seconds(server, 120)),
            "algorithm none" => Unsigned(Token(server, key)),
            "HS256 with the public key" => Symmetric(Token(server, key), key),
            "another key under a known id" => Token(server, other),
            "an unknown key id" => Token(server, other, keyId: "k2"),
            "claims changed" => Altered(Token(server, key)),
            "no token" => null,
            "nobody known" => Token(server, key, claims => claims["sub"] = "eve@contoso.example"),
            _ => Token(server, key),
        };
        var click = Click(server, approval, attack == "another approver's mail" ? "bob" : "ann", token, link => attack switch
        {
            "an altered link" => link[..^4] + (link[^4] == 'A' ? 'B' : 'A') + link[^3..],
            "no link" => null,
            _ => link,
        });

        var answer = await server.SendAsync(click);

        Assert.Equal(status, (int)answer.Status);
        Assert.True((await server.ReadAsync(approval.ApprovalId)).IsOpen);
        Assert.StartsWith("Outlook: ", Assert.Single(await server.RefusalsAsync(approval.ApprovalId)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_ThatTheIssuerChanges_AreFetchedAnewAndNotMoreThanOnceAMinute()
    {
        using var first = RSA.Create(2048);
        using var second = RSA.Create(2048);
        var clock = new ManualClock();
        await using var issuer = await IssuerAsync(("k1", first));
        using var keys = new SigningKeys(issuer.Url, OutboundConnections.Open(new([], AllowPrivateAddresses: true)), clock);
        Assert.NotNull(await keys.FindAsync("k1", default));
        issuer.Answer = _ => (200, KeySet(("k1", first), ("k2", second)));

        for (var i = 0; i < 50; i++)
        {
            Assert.Null(await keys.FindAsync($"forged-{i}", default));
        }

        Assert.Equal(1, keys.Fetches);
        clock.Advance(SigningKeys.Floor);
        Assert.NotNull(await keys.FindAsync("k2", default));
        Assert.Equal(2, keys.Fetches);
    }

    [Fact]
    public async Task Keys_ThatAreShortOrNotForSigning_AreNotTaken()
    {
        using var weak = RSA.Create(1024);
        using var strong = RSA.Create(2048);
        await using var issuer = await IssuerAsync(("weak", weak));
        issuer.Answer = _ => (200, KeySet(("weak", weak)).Replace("]}", $",{Jwk("enc", strong).Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal)}]}}", StringComparison.Ordinal));
        using var keys = new SigningKeys(issuer.Url, OutboundConnections.Open(new([], AllowPrivateAddresses: true)), new ManualClock());

        Assert.Null(await keys.FindAsync("weak", default));
        Assert.Null(await keys.FindAsync("enc", default));
    }

    [Fact]
    public void Card_InAMail_HoldsNoTextThatCouldEndItsElement()
    {
        var told = new Notifications.Notification("n", "approval.requested", default, "</script><script>alert(1)") { AsksForDecision = true };
        var card = new OutlookCard("originator", new Uri("https://missions.example.org/")).Of(new Notifications.Delivery("d", "email", "ann", told, default), "token");

        Assert.Equal(1, card.Split("</script>").Length - 1);
        Assert.EndsWith("</script>", card, StringComparison.Ordinal);
    }

    private static string Outlook(Receiver issuer) => $$"""
        "channels": {"outlook": {"audience": "{{Audience}}", "issuer": "{{Issuer}}", "keys_url": "{{issuer.Url}}keys", "allow_private_addresses": true} }
        """;

    private static async Task<Receiver> IssuerAsync(params (string Id, RSA Key)[] keys)
    {
        var issuer = await Receiver.StartAsync();
        issuer.Answer = _ => (200, KeySet(keys));
        return issuer;
    }

    private static string KeySet(params (string Id, RSA Key)[] keys) => $"{{\"keys\":[{string.Join(',', keys.Select(key => Jwk(key.Id, key.Key)))}]}}";

    private static string Jwk(string id, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","use":"sig","kid":"{{id}}","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}""";
    }

    private static string Token(ChannelServer server, RSA key, Action<JsonObject>? change = null, string keyId = "k1")
    {
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Audience, ["sub"] = "ann@contoso.example", ["nbf"] = Seconds(server, -60), ["exp"] = Seconds(server, 600) };
        change?.Invoke(claims);
        var signed = $"{Encode(new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = keyId })}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Unsigned(string token) => $"{Encode(new JsonObject { ["alg"] = "none", ["kid"] = "k1" })}.{token.Split('.')[1]}.";

    private static string Symmetric(string token, RSA key)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "HS256", ["kid"] = "k1" })}.{token.Split('.')[1]}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Altered(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims["sub"] = "bob@contoso.example";
        return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static long Seconds(ChannelServer server, int from) => server.Clock.GetUtcNow().AddSeconds(from).ToUnixTimeSeconds();

    private static HttpRequestMessage Click(ChannelServer server, ApprovalRecord approval, string person, string? token, Func<string, string?>? link = null)
    {
        var action = new OutlookAction((link ?? (same => same))(server.LinkFor(approval, person)), approval.ApprovalId, "approve", "fine");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/webhooks/outlook")) { Content = new ByteArrayContent(Wire.SerializeToUtf8Bytes(action)) };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return request;
    }
}
