using System.Text;
using Microsoft.AspNetCore.Http;
using MissionControl.Access;
using MissionControl.Http.Access;

namespace MissionControl.Http.Tests.Access;

/// <summary>Who a platform in front of the server says that a caller is, and when it is believed.</summary>
public sealed class PlatformCallersTests
{
    private const string Ann = """
        {"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[
          {"typ":"name","val":"Ann Example"},{"typ":"preferred_username","val":"ann@example.org"},{"typ":"oid","val":"7c1"},
          {"typ":"roles","val":"approver"},{"typ":"roles","val":"operator"},{"typ":"roles","val":"owner"}]}
        """;

    [Fact]
    public async Task Principal_OfATrustedPlatform_IsTheCallerWithItsRoles()
    {
        var found = await Callers(trusted: true).IdentifyAsync(Request(("X-MS-CLIENT-PRINCIPAL", Encoded(Ann))));

        Assert.Equal(("ann@example.org", "ann@example.org", "principal:7c1"), (found.Caller!.Name, found.Caller.Person, found.Caller.KeyId));
        Assert.Equal([Role.Approver, Role.Operator], found.Caller.Roles);
    }

    [Theory]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("x-ms-client-principal")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-NAME")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-ID")]
    public async Task PrincipalHeader_WhereNothingStandsInFront_IsRefusedAsForged(string header)
    {
        var found = await Callers(trusted: false).IdentifyAsync(Request((header, Encoded(Ann)), ("x-functions-key", "k"), ("Authorization", "Bearer good")));

        Assert.Equal((null, "forged_principal"), (found.Caller, found.Refusal));
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("bm8ganNvbg==")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOiBbXX0=")]
    public async Task Principal_ThatCannotBeRead_IsRefused(string principal)
    {
        var found = await Callers(trusted: true).IdentifyAsync(Request(("X-MS-CLIENT-PRINCIPAL", principal)));

        Assert.Equal((null, "unreadable_principal"), (found.Caller, found.Refusal));
    }

    [Fact]
    public async Task Principal_WithoutTheRoleOfApprovers_VotesForNobody()
    {
        var found = await Callers(trusted: true).IdentifyAsync(Request(("X-MS-CLIENT-PRINCIPAL", Encoded(Ann.Replace("approver", "viewer", StringComparison.Ordinal)))));

        Assert.Null(found.Caller!.Person);
    }

    [Fact]
    public async Task Caller_WithNothingButAFunctionKey_HasTheConfiguredRolesAndNoPerson()
    {
        var found = await Callers(trusted: true).IdentifyAsync(Request(("x-functions-key", "k")));

        Assert.Equal([Role.Viewer], found.Caller!.Roles);
        Assert.Null(found.Caller.Person);
    }

    [Fact]
    public async Task Caller_WithAKeyOfOurs_IsAskedForByThatKey()
    {
        var found = await Callers(trusted: false).IdentifyAsync(Request(("Authorization", "Bearer good"), ("x-functions-key", "k")));

        Assert.Equal("of a key", found.Caller!.Name);
    }

    [Fact]
    public async Task Caller_WithNothing_IsNobody() => Assert.Equal("no_key", (await Callers(trusted: true).IdentifyAsync(Request())).Refusal);

    private static PlatformCallers Callers(bool trusted) => new(new KnownKeys(), trusted, [Role.Viewer]);

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static DefaultHttpContext Request(params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        foreach (var (name, value) in headers)
        {
            http.Request.Headers[name] = value;
        }

        return http;
    }

    private sealed class KnownKeys : CallerSource
    {
        public override Task<Identification> IdentifyAsync(HttpContext http) => Task.FromResult(new Identification(new Caller("of a key", [Role.Admin])));

        public override Task RefusedAsync(HttpContext http, string kind, string? keyId) => Task.CompletedTask;
    }
}
