using MissionControl.Assets;
using MissionControl.Resolution;
using MissionControl.Tests.Resolution;

namespace MissionControl.Tests.Decisions;

public sealed class Decision10_AResolverChoosesOneToolElseAChain
{
    private const string Search = "mail_search(query text, date_filter|date_range text?, max_results number=100) -> emails email[]";
    private const string Extraction = "email_extraction(emails email[], extraction_schema object={}) -> extracted_data object[]";
    private const string Update = "data_store_update(store_name text, data object[]) -> store_ref object{store_name text, total number}; success boolean";
    private const string Summarize = "data_store_summarize(store_name text, summarization_type text=\"statistical\") -> summary object";
    private const string Report = "report_generator(stats|summary object, raw_data any?, template text?) -> report report";

    [Theory]
    [InlineData("criteria any{\"query\":\"label:x\",\"date_range\":\"last_30_days\"}", "emails email[]",
        "mail_search(query=criteria.query, date_filter=criteria.date_range) -> emails=emails")]
    [InlineData("raw_emails email[]", "data object[]", "email_extraction(emails=raw_emails) -> extracted_data=data")]
    [InlineData("criteria any{\"query\":\"label:x\"}", "rows object[]",
        "mail_search(query=criteria.query) -> emails=emails; email_extraction(emails=emails) -> extracted_data=rows")]
    [InlineData("raw_emails email[], target config{\"store_name\":\"feedback\"}", "summary",
        "data_store_summarize(store_name=target.store_name) -> summary=summary")]
    [InlineData("raw_emails email[], target config{\"store_name\":\"feedback\"}", "store_ref",
        "email_extraction(emails=raw_emails) -> extracted_data=extracted_data; "
        + "data_store_update(store_name=target.store_name, data=extracted_data) -> store_ref=store_ref")]
    [InlineData("place any{\"store_name\":\"feedback\"}", "page report",
        "data_store_summarize(store_name=place.store_name) -> summary=summary; report_generator(stats=summary) -> report=page")]
    public void Hop_WithAChain_GetsTheShortestOne(string inputs, string outputs, string steps) =>
        Assert.Equal(steps, Unresolved.Text(Unresolved.Resolve(inputs, outputs, Search, Extraction, Update, Summarize, Report)));

    [Theory]
    [InlineData("a(x text) -> y file $0.5", "b(x text) -> y file $0.1", "b")]
    [InlineData("b(x text) -> y file", "a(x text) -> y file", "a")]
    [InlineData("a(x text) -> y number", "b(y number) -> z file $0", "a, b")]
    public void Chains_OfTheSameLength_AreChosenByCostThenByName(string first, string second, string expected) =>
        Assert.Equal(expected, string.Join(", ", Unresolved.Resolve("x text", "out file", first, second).Steps.Select(step => step.ToolName)));

    [Fact]
    public void Chain_ThatIsShorter_IsChosenAlthoughItCostsMore() =>
        Assert.Equal("dear(x=x) -> z=out", Unresolved.Text(Unresolved.Resolve(
            "x text", "out file", "cheap1(x text) -> y number", "cheap2(y number) -> z file", "dear(x text) -> z file $99")));

    [Fact]
    public void Chain_OfTwoToolsOfTheSameLength_IsChosenByTheSumOfTheirCosts() =>
        Assert.Equal("d(x=x) -> z=z; e(z=z) -> f=out", Unresolved.Text(Unresolved.Resolve(
            "x text", "out file",
            "a(x text) -> y number $0.1", "b(y number) -> f file $0.6", "d(x text) -> z boolean $0.3", "e(z boolean) -> f file $0.3")));

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Chain_OfMoreThanFourTools_IsNotMade(int length, bool resolved)
    {
        string[] types = ["text", "number", "boolean", "email", "report", "list"];
        var tools = Enumerable.Range(0, length).Select(i => $"t{i}(in{i} {types[i]}) -> out{i} {(i == length - 1 ? "file" : types[i + 1])}").ToArray();

        var found = Unresolved.Resolve("start text", "out file", tools);

        Assert.Equal(resolved, found.IsResolved);
        Assert.Equal(resolved ? length : 0, found.Steps.Count);
        Assert.True(resolved || found.Problem!.Contains("more than 4 tools", StringComparison.Ordinal), found.Problem);
    }

    [Theory]
    [InlineData("a email[], b email[]", "'emails' (email[]) of email_extraction could be 'a' and 'b'")]
    [InlineData("a any{\"emails\":[]}, b any{\"emails\":[]}", "could be 'a' (its member 'emails') and 'b' (its member 'emails')")]
    public void Parameter_WithTwoCandidates_LeavesTheHopUnresolvedAndNamesBoth(string inputs, string problem)
    {
        var found = Unresolved.Resolve(inputs, "rows object[]", Extraction, "other(emails email[]) -> emails email[]");

        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
        Assert.Empty(found.Steps);
    }

    [Fact]
    public void Parameter_WithTwoCandidates_IsNotAnsweredByALongerChain()
    {
        var found = Unresolved.Resolve("a email[], b email[], criteria any{\"query\":\"x\"}", "rows object[]", Search, Extraction);

        Assert.Contains("'a' and 'b'", found.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "x(name text) -> y file", "name text, other text", "name=name")]
    [InlineData("name before alias", "x(name|title text) -> y file", "title text, name text", "name=name")]
    [InlineData("alias before type", "x(name|title text) -> y file", "title text, other text", "name=title")]
    [InlineData("type before member", "x(name text) -> y file", "other text, box any{\"name\":\"n\"}", "name=other")]
    [InlineData("member", "x(name text) -> y file", "box any{\"name\":\"n\"}", "name=box.name")]
    [InlineData("member alias", "x(name|title text) -> y file", "box any{\"title\":\"n\"}", "name=box.title")]
    [InlineData("member that the asset's type declares", "x(subject text) -> y file", "mail email", "subject=mail.subject")]
    [InlineData("type before default", "x(name text=\"n\") -> y file", "other text", "name=other")]
    [InlineData("default", "x(name text=\"n\") -> y file", "other number", "")]
    [InlineData("default before a kind of the type", "x(name text=\"n\") -> y file", "other markdown", "")]
    [InlineData("exact type before a kind of it", "x(name text) -> y file", "a markdown, b text", "name=b")]
    [InlineData("a kind of it", "x(name text) -> y file", "a markdown", "name=a")]
    [InlineData("quoted member", "x(a.b text) -> y file", "box any{\"a.b\":\"n\"}", "a.b=box[\"a.b\"]")]
    public void Parameter_IsBoundByTheFirstRankThatHasACandidate(string rank, string tool, string inputs, string binding)
    {
        Assert.NotEmpty(rank);
        Assert.Equal($"x({binding}) -> y=out", Unresolved.Text(Unresolved.Resolve(inputs, "out file", tool)));
    }

    [Fact]
    public void Any_NeverBindsByType()
    {
        var found = Unresolved.Resolve("a any", "out file", "x(name text) -> y file", "z(thing any) -> y file");

        Assert.Contains("'name' (text)", found.Problem, StringComparison.Ordinal);
        Assert.Contains("'thing' (any)", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_WithoutTypeAndNamedByNoTool_LeavesTheHopUnresolvedAndSaysSo() =>
        Assert.Contains(
            "no tool has an output named 'verdict', and neither the mission's outputs nor a written step say its type",
            Unresolved.Resolve("emails email[]", "verdict", Extraction).Problem,
            StringComparison.Ordinal);

    [Fact]
    public void Hop_WithoutAChain_SaysWhatCouldBeReachedAndWhatIsMissing()
    {
        var problem = Unresolved.Resolve("emails email[]", "page report", Extraction, Summarize, Report).Problem;

        Assert.Contains("Within reach: email_extraction makes extracted_data (object[])", problem, StringComparison.Ordinal);
        Assert.Contains("report_generator needs 'stats' (object), which nothing gives", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_ThatTwoLocalsCouldBe_LeavesTheHopUnresolvedAndNamesBoth() =>
        Assert.Contains(
            "output 'out' (text) could be 'a' of step 1 and 'b' of step 1",
            Unresolved.Resolve("x number", "out text", "t(x number) -> a text; b text").Problem,
            StringComparison.Ordinal);

    [Fact]
    public void Resolver_AskedAgain_GivesTheSameSteps()
    {
        string[] tools = [Search, Extraction, Update, Summarize, Report];
        var once = Unresolved.Resolve("criteria any{\"query\":\"q\"}", "rows object[]", tools);
        var again = Unresolved.Resolve("criteria any{\"query\":\"q\"}", "rows object[]", tools.Reverse().ToArray());

        Assert.Equal(Wire.Serialize(once), Wire.Serialize(again));
    }

    [Fact]
    public void Content_OfAMissionInput_DeclaresItsMembers() =>
        Assert.Equal(
            "text, number, boolean, object, list, text[]",
            string.Join(", ", AssetShape.Of(
                AssetType.Any,
                System.Text.Json.Nodes.JsonNode.Parse("""{"a":"x","b":1,"c":true,"d":{},"e":[1],"f":["x"],"g":null}""")).Members.Values));
}
