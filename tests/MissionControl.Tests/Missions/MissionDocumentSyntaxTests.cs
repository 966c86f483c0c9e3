using System.Text;
using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class MissionDocumentSyntaxTests
{
    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(" \r\n\t", "the file is empty")]
    [InlineData("\ufeff", "the file is empty")]
    [InlineData("hello", "line 1, column 1 is no JSON")]
    [InlineData("{\n  \"name\": m\n}", "line 2, column 11 is no JSON")]
    [InlineData("{\n  \"größe\": m\n}", "line 2, column 12 is no JSON")]
    [InlineData("{\"name\":\"m\"", "line 1, column 12 is no JSON")]
    [InlineData("{\"name\":\"m\",}", "is no JSON")]
    [InlineData("{} {}", "line 1, column 4 is no JSON")]
    [InlineData("// c\n{}", "line 1, column 1 is no JSON")]
    [InlineData("{\"name\":\"\\ud800\",\"hops\":[{}]}", "line 1, column 9 holds half a character")]
    [InlineData("{\"\\udc00\":1}", "line 1, column 2 holds half a character")]
    [InlineData("{\"a\u0001\":1}", "is no JSON")]
    public void Text_ThatIsNoJson_IsRefusedNamingLineAndColumn(string text, string found)
    {
        var fault = Assert.Single(Documents.Faults(text));

        Assert.StartsWith("$: ", fault, StringComparison.Ordinal);
        Assert.Contains(found, fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', fault);
    }

    [Fact]
    public void Bytes_ThatAreNoUtf8_AreRefusedNamingLineAndColumn() =>
        Assert.Equal(
            "$: line 2, column 10 is no UTF-8. Save the file as UTF-8.",
            Assert.Single(Documents.Faults(MissionDocument.Read((byte[])[.. "{\n\"name\": \""u8, 0xFC, .. "\"}"u8], "m.json"))));

    [Fact]
    public void Utf16_File_IsRefused() =>
        Assert.Contains("no UTF-8", Assert.Single(Documents.Faults(MissionDocument.Read((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")], "m.json"))), StringComparison.Ordinal);

    [Theory]
    [InlineData('[', ']', 60, false)]
    [InlineData('[', ']', 70, true)]
    [InlineData('[', ']', 1_000_000, true)]
    public void Nesting_BeyondTheBound_IsRefused(char open, char close, int depth, bool refused)
    {
        var json = "{\"name\":\"m\",\"hops\":[{}],\"inputs\":[{\"id\":\"a\",\"content\":" + new string(open, depth) + new string(close, depth) + "}]}";

        Assert.Equal(refused, Documents.Faults(json).Any(fault => fault.Contains("nested deeper than 64 levels", StringComparison.Ordinal)));
    }

    [Fact]
    public void File_BeyondTheBound_IsRefusedBeforeItIsParsed()
    {
        var fault = Assert.Single(Documents.Faults(MissionDocument.Read(new byte[MissionDocument.MaxBytes + 1], "m.json")));

        Assert.Equal("$: a file of 16777217 bytes. A mission document has at most 16777216 bytes; give large content as an input at start.", fault);
    }

    [Theory]
    [InlineData("hops", "{}", 10_001, "$.hops: a list of 10001 elements. At most 10000")]
    [InlineData("success_criteria", "\"c\"", 1001, "$.success_criteria: a list of 1001 elements. At most 1000")]
    public void List_BeyondItsBound_IsRefused(string name, string element, int count, string fault)
    {
        var list = string.Join(',', Enumerable.Repeat(element, count));
        var json = name == "hops" ? $$"""{"name":"m","hops":[{{list}}]}""" : $$"""{"name":"m","hops":[{}],"{{name}}":[{{list}}]}""";

        Assert.Contains(Documents.Faults(json), one => one.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_BeyondTheirBound_AreRefused() =>
        Assert.Contains(
            Documents.Faults(Documents.Hop($"\"steps\":[{string.Join(',', Enumerable.Repeat("{\"tool_name\":\"t\"}", 1001))}]")),
            fault => fault.StartsWith("$.hops[0].steps: a list of 1001 elements. At most 1000", StringComparison.Ordinal));

    [Fact]
    public void Error_AboutLongText_QuotesItShortened()
    {
        var text = new string('x', 100_000);

        var faults = Documents.Faults($$"""{"name":"m","hops":[{"id":"{{text}}","{{text}}":1}],"timeout":"{{text}}"}""");

        Assert.Equal(3, faults.Count);
        Assert.All(faults, fault => Assert.InRange(fault.Length, 1, 700));
    }
}
