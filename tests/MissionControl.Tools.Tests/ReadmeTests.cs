using System.Text;
using MissionControl.Examples;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools;

public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "src/MissionControl.Tools/README.md"));

    public static TheoryData<string> Names => new(Standard.All.Select(tool => tool.Signature.Name));

    private static ToolRegistry Standard => new ToolRegistry().AddStandardTools(new StandardToolOptions(new InMemoryRecordStore()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_EachTool_IsDescribedAsItsSignatureSays(string name) =>
        Assert.Contains(Section(Standard.Find(name)!.Signature), Readme, StringComparison.Ordinal);

    [Fact]
    public void Readme_Sections_AreThoseOfTheTools()
    {
        var sections = Readme.Split('\n').Where(line => line.StartsWith("### `", StringComparison.Ordinal)).Select(line => line[5..^1]);

        Assert.Equal(Standard.All.Select(tool => tool.Signature.Name), sections);
    }

    [Fact]
    public async Task Readme_OwnTool_IsTheClassThatIsCompiledHere()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/MissionControl.Tools.Tests/WordCountTool.cs"));
        Assert.Contains($"```csharp\n{source}```", Readme, StringComparison.Ordinal);
        Assert.Contains("```csharp\nregistry.Add(new WordCountTool());\n```", Readme, StringComparison.Ordinal);

        var registry = Standard;
        registry.Add(new WordCountTool());
        var outputs = await new ToolCall().RunAsync(registry.Find("word_count")!, """{"text":"one  two\nthree"}""");

        Assert.Equal(3, outputs["words"]!.GetValue<int>());
    }

    private static string Section(ToolSignature tool)
    {
        var text = new StringBuilder($"### `{tool.Name}`\n\n{tool.Description}");
        text.Append(tool.Aliases.Count > 0 ? $" Alias: {Code(tool.Aliases)}." : "");
        text.Append(tool.Writes ? " It writes." : "").Append(tool.OnlyByName ? " The resolver never chooses it." : "");
        text.Append("\n\n| parameter | type | default | meaning |\n|---|---|---|---|\n");
        foreach (var parameter in tool.Parameters)
        {
            var meaning = parameter.AllowedValues.Count > 0 ? $"{parameter.Description} One of {Code(parameter.AllowedValues)}." : parameter.Description;
            text.Append($"| {Code([parameter.Name, .. parameter.Aliases])} | {parameter.Type} | {Default(parameter)} | {Cell(meaning)} |\n");
        }

        text.Append("\n| output | type | meaning |\n|---|---|---|\n");
        foreach (var output in tool.Outputs)
        {
            var members = output.Members.Select(member => $"`{member.Key}` {member.Value}").ToList();
            var meaning = members.Count > 0 ? $"{output.Description} Members: {string.Join(", ", members)}." : output.Description;
            text.Append($"| {Code([output.Name, .. output.Aliases])} | {output.Type} | {Cell(meaning)} |\n");
        }

        return text.ToString();
    }

    private static string Default(ToolParameter parameter) =>
        parameter.Default is { } value ? Cell($"`{value.ToJsonString(Wire.Options)}`") : parameter.Required ? "required" : "none";

    private static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
