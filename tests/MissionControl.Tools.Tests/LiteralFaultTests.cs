using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools;

public sealed class LiteralFaultTests
{
    private static readonly ToolRegistry Tools = new ToolRegistry().AddStandardTools(new StandardToolOptions(new InMemoryRecordStore()));

    [Theory]
    [InlineData("mail_search", "source", "\"../outside\"", "'../outside' is not a path inside the data directory")]
    [InlineData("mail_search", "source", "\"/etc\"", "'/etc' is not a path inside the data directory")]
    [InlineData("mail_search", "date_filter", "\"last_blue_moon\"", "'last_blue_moon' is no date range")]
    [InlineData("mail_search", "as_of", "\"soon\"", "Parameter 'as_of' is 'soon', no date")]
    [InlineData("mail_search", "max_results", "0", "Parameter 'max_results' is 0")]
    [InlineData("mail_search", "max_results", "1e40", "Use a whole number from 1 to 100000")]
    [InlineData("email_extraction", "lexicon", "\"a/../../b\"", "is not a path inside the data directory")]
    [InlineData("http_request", "url", "\"ftp://host/\"", "'url' must be an absolute http or https address")]
    [InlineData("http_request", "url", "\"https://ann:pw@host/\"", "'url' holds a user name or password")]
    public void Literal_ThatTheToolWouldRefuse_IsRefusedBeforeItRuns(string tool, string parameter, string value, string fault) =>
        Assert.Contains(fault, FaultOf(tool, parameter, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("mail_search", "source", "\"GMAIL\"")]
    [InlineData("mail_search", "source", "\"\"")]
    [InlineData("mail_search", "source", "\"mail/inbox.mbox\"")]
    [InlineData("mail_search", "date_filter", "\"last_30_days\"")]
    [InlineData("mail_search", "max_results", "10")]
    [InlineData("email_extraction", "lexicon", "\"words.json\"")]
    [InlineData("http_request", "url", "\"https://host/a?b=c\"")]
    public void Literal_ThatTheToolTakes_HasNoFault(string tool, string parameter, string value) => Assert.Null(FaultOf(tool, parameter, value));

    private static string? FaultOf(string tool, string parameter, string value) =>
        Tools.Find(tool)!.Signature.FindParameter(parameter)!.FaultOf!(JsonNode.Parse(value)!);
}
