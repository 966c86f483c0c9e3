using System.Text.RegularExpressions;
using MissionControl.Access;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Access;

/// <summary>Every route of the table against every role, and against nobody.</summary>
public sealed partial class RoleMatrixTests
{
    /// <summary>All that is open: what says nothing, and what carries its own proof.</summary>
    private static readonly string[] Open =
        ["/healthz", "/approvals/{token}", "/api/webhooks/approvals", "/api/webhooks/teams", "/api/webhooks/outlook"];

    public static TheoryData<string> Routes => [.. ApiRoutes.All.Where(route => route.Needs is not null).Select(route => route.Name)];

    [Fact]
    public void Routes_WithoutARole_AreThoseThatCarryTheirOwnProofOrSayNothing() =>
        Assert.Empty(ApiRoutes.All.Where(route => route.Needs is null).Select(route => route.Pattern).Except(Open));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_AnsweredToEachRole_LetsInThoseThatHoldWhatItNeeds(string name)
    {
        await using var server = await ApiServer.StartAsync();
        var route = ApiRoutes.All.Single(one => one.Name == name);

        Assert.Equal(401, await StatusAsync(server, route));
        foreach (var role in Enum.GetValues<Role>())
        {
            var status = await StatusAsync(server, route, role);
            Assert.Equal((role, !role.Allows(route.Needs!.Value)), (role, status == 403));
            Assert.NotEqual(401, status);
        }
    }

    [Theory]
    [InlineData(Role.Viewer, Role.Viewer)]
    [InlineData(Role.Operator, Role.Viewer, Role.Operator)]
    [InlineData(Role.Approver, Role.Viewer, Role.Approver)]
    [InlineData(Role.Admin, Role.Viewer, Role.Operator, Role.Admin)]
    public void Role_Held_AllowsTheseAndNoOthers(Role held, params Role[] allowed) =>
        Assert.Equal(allowed, Enum.GetValues<Role>().Where(needed => held.Allows(needed)));

    private static async Task<int> StatusAsync(ApiServer server, ApiRoute route, params Role[] roles)
    {
        using var client = await server.ClientAsync(roles);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), PathPart().Replace(route.Pattern, "none"));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathPart();
}
