using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Examples;

/// <summary>Counts the words of a text.</summary>
public sealed class WordCountTool : ITool
{
    public ToolSignature Signature { get; } = new("word_count", "Counts the words of a text.")
    {
        Parameters = [new("text", AssetType.Text, "The text.")],
        Outputs = [new("words", AssetType.Number, "How many words it has.")],
    };

    public Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var words = input.Text("text").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Task.FromResult(ToolResult.Of("words", words.Length));
    }
}
