using MissionControl.Steps;

namespace MissionControl.Tests.Resolution;

public sealed class HopResolverTests
{
    [Fact]
    public void Locals_BetweenSteps_DoNotClashWithThoseOfTheHop() =>
        Assert.Equal(
            "a(x=x) -> y=step1_y; b(y=step1_y) -> z=out",
            Unresolved.Text(Unresolved.Resolve("x text, y number", "out file", "a(x text) -> y boolean", "b(y boolean) -> z file")));

    [Fact]
    public void Local_ThatIsExportedAndTakenByALaterStep_IsWrittenOnce() =>
        Assert.Equal(
            "a(x=x) -> y=mid; b(y=mid) -> z=out",
            Unresolved.Text(Unresolved.Resolve("x text", "mid number, out file", "a(x text) -> y number", "b(y number) -> z file")));

    [Fact]
    public void Outputs_ThatNobodyNeeds_AreNotMapped() =>
        Assert.Equal("a(x=x) -> y=y", Unresolved.Text(Unresolved.Resolve("x text", "y", "a(x text) -> y number; z file")));

    [Fact]
    public void Output_OfTheLocalsName_IsTakenBeforeOthersOfItsType() =>
        Assert.Equal("a(x=x) -> p=q, q=p", Unresolved.Text(Unresolved.Resolve("x text", "p text, q text", "a(x text) -> p|q text; q|p text"))
            .Replace("p=p, q=q", "p=q, q=p", StringComparison.Ordinal));

    [Fact]
    public void Output_WantedAsAList_IsNotChosenAmongListsOfDifferentThings()
    {
        var resolution = Unresolved.Resolve("x text", "out list", "a(x text) -> rows list; mails email[]");

        Assert.False(resolution.IsResolved);
        Assert.Matches("output .out. .list. could be .*rows.* and .*mails.*", resolution.Problem);
    }

    [Fact]
    public void Input_ThatAnOutputWritesOver_IsNotReadAfterwards()
    {
        string[] tools = ["a(doc text) -> y number", "b(y number, doc text) -> z text"];

        Assert.Equal(
            "a(doc=doc) -> y=y; b(y=y, doc=doc) -> z=doc",
            Unresolved.Text(Unresolved.Resolve("doc text", "doc text", tools)));
    }

    [Fact]
    public void Input_ThatWouldBeReadAfterItWasWrittenOver_LeavesTheHopUnresolved() =>
        Assert.False(Unresolved.Resolve(
            "doc number", "doc text, out file", "a(doc number) -> y text", "b(y text, doc number) -> z file").IsResolved);

    [Fact]
    public void Step_ThatNobodyNeeds_IsNotInTheChain() =>
        Assert.Equal("b, c", string.Join(", ", Unresolved.Resolve(
            "x text", "out file", "a(x text) -> hint boolean", "b(x text) -> y number", "c(y number, note boolean?) -> z file").Steps.Select(step => step.ToolName)));

    [Fact]
    public void Input_ThatMayBeAbsent_LeavesAParameterThatIsNotNeededAbsentToo() =>
        Assert.Equal(
            "a(x=x, note=note?) -> y=y",
            Unresolved.Text(Unresolved.Resolve("x text, note? text", "y", "a(x text, note text?) -> y number")));

    [Fact]
    public void Parameter_ThatATool_CanDoWithout_IsNotBoundByItsType() =>
        Assert.Equal("a(x=x) -> y=y", Unresolved.Text(Unresolved.Resolve("x text, other number", "y", "a(x text, limit number?) -> y file")));

    [Theory]
    [InlineData("emails email[], wish object", "read(emails=emails, schema=wish) -> rows=rows")]
    [InlineData("emails email[], a object, b object", "read(emails=emails) -> rows=rows")]
    [InlineData("criteria object{\"query\":\"q\"}", "find(query=criteria.query) -> emails=emails; read(emails=emails) -> rows=rows")]
    public void Default_IsReplacedOnlyByTheOneInputOfItsTypeThatNoStepTakes(string inputs, string steps) =>
        Assert.Equal(steps, Unresolved.Text(Unresolved.Resolve(
            inputs, "rows", "find(query text) -> emails email[]", "read(emails email[], schema object={}) -> rows object[]")));

    [Fact]
    public void Default_OfTwoParameters_StaysWhenEitherCouldTakeTheInput() =>
        Assert.Equal("a(x=x) -> y=y", Unresolved.Text(Unresolved.Resolve(
            "x number, word text", "y", "a(x number, title text=\"t\", template text=\"u\") -> y file")));

    [Fact]
    public void Asset_ThatTwoParametersWouldTakeByType_IsAmbiguous() =>
        Assert.Contains(
            "'left' and 'right' of compare could both take 'doc'",
            Unresolved.Resolve("doc object", "y", "compare(left object, right object) -> y file").Problem,
            StringComparison.Ordinal);

    [Fact]
    public void Asset_NamedAfterOneParameter_IsNotTakenByAnotherForItsType() =>
        Assert.Equal(
            "a(query=topic, filter=filter) -> y=y",
            Unresolved.Text(Unresolved.Resolve("topic text, filter text", "y", "a(query text, filter text?) -> y file")));

    [Fact]
    public void Member_ThatTheProducingToolDeclares_BindsByItsName() =>
        Assert.Equal(
            "store(rows=rows) -> ref=ref; count(store_name=ref.store_name) -> total=n",
            Unresolved.Text(Unresolved.Resolve(
                "rows list", "n number", "store(rows list) -> ref object{store_name text}", "count(store_name text) -> total number")));

    [Fact]
    public void Tool_ThatOnlyAMissionNames_IsNeverChosen()
    {
        var tool = SignatureTool.Parse("t(x text) -> y file").Signature with { OnlyByName = true };

        Assert.False(Unresolved.Resolve("x text", "y", new ToolRegistry().Add(new SignatureTool(tool))).IsResolved);
    }

    [Fact]
    public void Hop_WithoutOutputs_StaysUnresolved() =>
        Assert.Contains("exports nothing", Unresolved.Resolve("x text", "", "t(x text) -> y file").Problem, StringComparison.Ordinal);

    [Fact]
    public void Explanation_NamesToolsBindingsAndExports() =>
        Assert.Equal(
            "a (x from box.x), then b (y from y); exports out (its z)",
            Unresolved.Resolve("box any{\"x\":\"v\"}", "out file", "a(x text) -> y number", "b(y number) -> z file").Explanation);

    [Fact]
    public void Search_AmongFiftyToolsOfOneType_StaysSmall()
    {
        var tools = Enumerable.Range(0, 49).Select(i => $"tool{i:00}(in{i} object) -> out{i} object").Append("last(key file) -> done report").ToArray();

        var found = Unresolved.Resolve("start object", "page report", tools);

        Assert.Contains("last needs 'key' (file), which nothing gives", found.Problem, StringComparison.Ordinal);
        Assert.InRange(found.Examined, 0, 50);
    }

    [Fact]
    public void Search_AmongToolsThatAllFeedEachOther_GivesUpInsteadOfGuessing()
    {
        // Each tool needs nothing, makes one of three named parts and takes the others when they are there; the goal needs a fourth thing in vain.
        var tools = Enumerable.Range(0, 50).Select(i => $"t{i:00}(p{(i + 1) % 50} number?) -> p{i} number")
            .Append("goal(p0 number, p11 number, p22 number, p33 number, p44 number) -> done report").ToArray();

        var found = Unresolved.Resolve("start text", "page report", tools);

        Assert.False(found.IsResolved);
        Assert.InRange(found.Examined, 1, 20_001);
    }
}
