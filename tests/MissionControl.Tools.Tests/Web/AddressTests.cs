using System.Net;

namespace MissionControl.Tools.Web;

public sealed class AddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("2002:808:808::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Address_OfEachRange_IsPublicOrNot(string address, bool isPublic) =>
        Assert.Equal(isPublic, AddressPolicy.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://0.0.0.0:{0}/")]
    public async Task HttpRequest_PrivateAddressInAnyNotation_IsRefusedWithoutACall(string url)
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", "inside"));
        using var tool = new HttpRequestTool(new HttpToolOptions());

        var error = await new ToolCall().FailAsync(tool, $$"""{"url":"{{url.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)}}"}""");

        Assert.Equal("http_address_refused", error.ErrorType);
        Assert.False(error.Retryable);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task HttpRequest_NameThatResolvesDifferentlyNow_IsCheckedAgain()
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", "inside"));
        var asked = 0;
        using var tool = new HttpRequestTool(new HttpToolOptions(), (_, _) =>
        {
            asked++;
            return Task.FromResult(new[] { IPAddress.Loopback });
        });

        var error = await new ToolCall().FailAsync(tool, $$"""{"url":"http://public.example:{{server.Port}}/"}""");

        Assert.Equal("http_address_refused", error.ErrorType);
        Assert.Contains("'public.example'", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task HttpRequest_UnknownName_IsUnreachable()
    {
        using var tool = new HttpRequestTool(new HttpToolOptions(), (_, _) => Task.FromResult(Array.Empty<IPAddress>()));

        var error = await new ToolCall().FailAsync(tool, """{"url":"http://nobody.example/"}""");

        Assert.Equal("http_unreachable", error.ErrorType);
    }

    [Theory]
    [InlineData("api.example.com", "https://api.example.com/x", true)]
    [InlineData("api.example.com", "https://API.EXAMPLE.COM./x", true)]
    [InlineData("api.example.com", "https://evil-api.example.com/", false)]
    [InlineData("api.example.com", "https://api.example.com.evil.org/", false)]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://notexample.com/", false)]
    [InlineData("127.0.0.1", "http://0x7f.1/", true)]
    public void HostList_Entry_AllowsItsHosts(string entry, string url, bool allowed) =>
        Assert.Equal(allowed, new HostList([entry]).Allows(new Uri(url)));

    [Fact]
    public async Task HttpRequest_HostThatIsNotAllowed_IsRefusedByName()
    {
        using var tool = new HttpRequestTool(new HttpToolOptions { AllowedHosts = ["api.example.com"] });

        var error = await new ToolCall().FailAsync(tool, """{"url":"https://other.example.com/"}""");

        Assert.Equal("http_host_refused", error.ErrorType);
        Assert.Contains("'other.example.com' is not on the list of allowed hosts", error.Message, StringComparison.Ordinal);
    }
}
