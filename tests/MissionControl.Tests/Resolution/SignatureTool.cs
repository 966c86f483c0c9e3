using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Tests.Resolution;

/// <summary>A tool that exists as a signature only, written as <c>name(param type, optional type?, with_default type=1) -> output type{member type}</c>.</summary>
internal sealed class SignatureTool(ToolSignature signature) : ITool
{
    public ToolSignature Signature { get; } = signature;

    public Task<ToolResult> RunAsync(ToolInput input, ToolContext context) => throw new NotSupportedException("The resolver runs no tool.");

    /// <summary>Cost may stand at the end as <c>$0.5</c>.</summary>
    public static SignatureTool Parse(string text)
    {
        var (call, made) = Split(text, "->");
        var cost = 0m;
        if (made.Contains('$', StringComparison.Ordinal))
        {
            (made, var dollars) = Split(made, "$");
            cost = decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture);
        }

        var (name, parameters) = Split(call.TrimEnd(')'), "(");
        return new SignatureTool(new ToolSignature(name, $"Does {name}.")
        {
            Parameters = List(parameters, ',').Select(Parameter).ToList(),
            Outputs = List(made, ';').Select(Output).ToList(),
            CostUsd = cost,
        });
    }

    public static ToolRegistry Registry(params string[] tools) =>
        tools.Aggregate(new ToolRegistry(), (registry, tool) => registry.Add(Parse(tool)));

    private static ToolParameter Parameter(string text)
    {
        var (declared, @default) = Split(text, "=");
        var (names, type) = Split(declared, " ");
        var all = names.Split('|');
        return new ToolParameter(all[0], AssetType.Parse(type.TrimEnd('?')), "A parameter.")
        {
            Aliases = all[1..],
            Required = !type.EndsWith('?'),
            Default = @default.Length == 0 ? null : System.Text.Json.Nodes.JsonNode.Parse(@default),
        };
    }

    private static ToolOutput Output(string text)
    {
        var (declared, members) = Split(text.TrimEnd('}'), "{");
        var (names, type) = Split(declared, " ");
        var all = names.Split('|');
        return new ToolOutput(all[0], AssetType.Parse(type), "An output.")
        {
            Aliases = all[1..],
            Members = List(members, ',').Select(member => Split(member, " ")).ToDictionary(member => member.First, member => AssetType.Parse(member.Tail)),
        };
    }

    private static string[] List(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string First, string Tail) Split(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), "") : (text[..at].Trim(), text[(at + separator.Length)..].Trim());
    }
}
