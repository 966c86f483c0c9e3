using System.Net.Http.Headers;
using MissionControl.Access;

namespace MissionControl.Http.Access;

public sealed class KeyTests
{
    [Fact]
    public async Task Key_WrongInAnyPart_OpensNothingAndIsAudited()
    {
        await using var server = await ApiServer.StartAsync();
        var key = await server.KeyAsync("right", null, Role.Viewer);
        var otherSecret = $"{key[..16]}{ApiKeySecret.Create().Reveal()[16..]}";

        foreach (var wrong in new[] { otherSecret, key[..^1], key + "A", key.ToUpperInvariant(), "mc__", "mc_", "", "Basic " + key })
        {
            Assert.Equal(401, (await CallAsync(server, wrong)).Status);
        }

        Assert.Equal(200, (await CallAsync(server, key)).Status);
        var refusals = await server.Runtime.Stores.Keys.ListRefusalsAsync(100, default);
        Assert.Equal(8, refusals.Sum(refusal => refusal.Count));
        Assert.Contains(refusals, refusal => refusal.KeyId == key[3..15]);
    }

    [Fact]
    public async Task Key_Revoked_OpensNothingFromThenOn()
    {
        await using var server = await ApiServer.StartAsync();
        using var admin = await server.ClientAsync(Role.Admin);
        var made = await admin.SendAsync("POST", "/api/keys", """{"name": "ci", "roles": ["operator"]}""");
        var key = (string)made.Json["key"]!;
        Assert.Equal(200, (await CallAsync(server, key)).Status);

        Assert.Equal(200, (await admin.SendAsync("DELETE", $"/api/keys/{(string)made.Json["key_id"]!}")).Status);

        Assert.Equal(401, (await CallAsync(server, key)).Status);
        Assert.Contains(await server.Runtime.Stores.Keys.ListRefusalsAsync(100, default), refusal => refusal.Kind == "key_revoked");
        Assert.DoesNotContain(key[16..], (await admin.SendAsync("GET", "/api/keys")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfAnApproverWithoutAPerson_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var admin = await server.ClientAsync(Role.Admin);

        var refused = await admin.SendAsync("POST", "/api/keys", """{"name": "nobody", "roles": ["approver"]}""");

        Assert.Equal((422, "invalid_body"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Failures_ManyFromOneAddress_AreSlowedDownWhileAValidKeyPasses()
    {
        await using var server = await ApiServer.StartAsync();
        var key = await server.KeyAsync("right", null, Role.Viewer);

        var statuses = new List<int>();
        for (var i = 0; i < FailureLimit.PerMinute + 5; i++)
        {
            statuses.Add((await CallAsync(server, ApiKeySecret.Create().Reveal())).Status);
        }

        Assert.Equal(Enumerable.Repeat(401, FailureLimit.PerMinute).Concat(Enumerable.Repeat(429, 5)), statuses);
        Assert.Equal(200, (await CallAsync(server, key)).Status);
        Assert.Contains(await server.Runtime.Stores.Keys.ListRefusalsAsync(100, default), refusal => refusal.Kind == "too_many_failures");
    }

    private static async Task<Answer> CallAsync(ApiServer server, string key)
    {
        using var client = await server.ClientAsync();
        client.DefaultRequestHeaders.Authorization = key.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync("GET", "/api/runs");
    }
}
