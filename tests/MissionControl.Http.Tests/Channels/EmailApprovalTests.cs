using System.Net;
using MissionControl.Approvals;
using MissionControl.Http.Links;
using MissionControl.Missions;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

public sealed class EmailApprovalTests
{
    [Fact]
    public async Task Run_ApprovedByTheLinkOfAMailOverTls_GoesOnAndSaysWhoAndHow()
    {
        using var certificate = TrustedCertificate.Make(isTrusted: true);
        using var smtp = new SmtpServer(certificate);
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ", \"user\": \"missions\", \"password\": \"s3cret\""));
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Equal(2, smtp.Letters.Count);
        var letter = smtp.Letters.Single(one => one.To[0].Contains("ann@example.org", StringComparison.Ordinal));
        Assert.True(letter.IsSecure);
        Assert.Equal("missions:s3cret", letter.Login);
        Assert.Contains("text/plain", letter.Text, StringComparison.Ordinal);
        Assert.Contains("text/html", letter.Text, StringComparison.Ordinal);
        var browser = PageClient.FromText(server, letter.Body);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync()).Status);
        Assert.Equal(RunStatus.AwaitingApproval, await server.RunStatusAsync(approval.RunId));

        var page = await browser.DecideAsync("approve", "go ahead");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(RunStatus.Completed, await server.RunStatusAsync(approval.RunId));
        var decision = (await server.ReadAsync(approval.ApprovalId)).Decision!;
        Assert.Equal((true, "ann", "email", "go ahead"), (decision.Approved, decision.By, decision.Channel, decision.Comment));
    }

    [Fact]
    public async Task Mail_ToAServerWithoutTls_IsNotSent()
    {
        using var smtp = new SmtpServer();
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ""));
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Empty(smtp.Letters);
        Assert.All(await DeliveriesAsync(server, approval), delivery => Assert.Equal(DeliveryState.Pending, delivery.State));
    }

    [Fact]
    public async Task Mail_ToAServerWithAnUnknownCertificate_IsNotSent()
    {
        using var certificate = TrustedCertificate.Make(isTrusted: false);
        using var smtp = new SmtpServer(certificate);
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ""));
        await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Empty(smtp.Letters);
    }

    [Fact]
    public async Task Mail_ThatWasTakenWithoutAWord_ComesAgainMarkedAsARepeatUnderTheSameId()
    {
        using var smtp = new SmtpServer { BreaksAfterMail = true };
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ", \"tls\": \"none\""));
        await server.AskAsync(approval: new() { ["approvers"] = new System.Text.Json.Nodes.JsonArray("ann") });
        await server.Dispatcher().RunOnceAsync(default);
        smtp.BreaksAfterMail = false;

        server.Runtime.Clock.Advance(TimeSpan.FromSeconds(5));
        await server.Dispatcher().RunOnceAsync(default);

        Assert.Equal(2, smtp.Letters.Count);
        var (first, second) = (smtp.Letters.First(), smtp.Letters.Last());
        Assert.Contains("Mission-Control-Repeat: no", first.Headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Mission-Control-Repeat: yes", second.Headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Subject: [repeat] Approval needed", second.Headers, StringComparison.Ordinal);
        Assert.Equal(Header(first, "Message-ID"), Header(second, "Message-ID"));
    }

    [Fact]
    public async Task Mail_ToAnAddressThatTheServerRefuses_IsGivenUpAndTheApprovalSaysSo()
    {
        using var smtp = new SmtpServer { Recipient = to => to.Contains("bob", StringComparison.Ordinal) ? "550 no such user" : "250 fine" };
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ", \"tls\": \"none\""));
        var approval = await server.AskAsync();

        await server.Dispatcher().RunOnceAsync(default);

        Assert.Single(smtp.Letters);
        var failed = Assert.Single(await server.Approvals.ReadAuditAsync(approval.ApprovalId, default), entry => entry.Kind == ApprovalAuditKind.DeliveryFailed);
        Assert.Contains("to bob", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("550", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_WithForeignTextInEveryField_AddsNoHeaderAndNoMarkup()
    {
        using var smtp = new SmtpServer();
        await using var server = await ChannelServer.StartAsync(Mail(smtp, ", \"tls\": \"none\""));
        await server.AskAsync("Deploy\r\nBcc: eve@evil.example\r\n\r\n<script>alert(1)</script>", new() { ["approvers"] = new System.Text.Json.Nodes.JsonArray("ann") });

        await server.Dispatcher().RunOnceAsync(default);

        var letter = Assert.Single(smtp.Letters);
        Assert.Single(letter.To);
        Assert.DoesNotContain("\nBcc:", letter.Headers, StringComparison.OrdinalIgnoreCase);
        var html = letter.Body[letter.Body.IndexOf("<!DOCTYPE html>", StringComparison.Ordinal)..];
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann@example.org\r\nBcc: eve@evil.example")]
    [InlineData("ann@example.org, eve@evil.example")]
    [InlineData("ann@example.org;eve@evil.example")]
    [InlineData("ann")]
    [InlineData("\"a\\\"b\"@example.org")]
    [InlineData("ann@localhost@evil.example")]
    public void Address_ThatIsNotOneAddressOnOneLine_IsRefused(string text) => Assert.False(MailAddresses.TryParse(text, out _));

    private static string Mail(SmtpServer smtp, string more) =>
        $$"""
        "channels": {"email": {"host": "127.0.0.1", "port": {{smtp.Port}}, "from": "Missions <missions@example.org>"{{more}} } }
        """;

    private static async Task<IReadOnlyList<Delivery>> DeliveriesAsync(ChannelServer server, ApprovalRecord approval) =>
        await server.Runtime.Stores.Deliveries.ListOfAsync(approval.Notices[0].NoticeId, default);

    private static string Header(Letter letter, string name) => letter.Headers.Split("\r\n").Single(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
