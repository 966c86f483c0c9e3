using System.Text.Json;
using MissionControl.Steps;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Extraction;

/// <summary>Loads a lexicon, ready to use: the one that comes with the product, or a file that takes its place.</summary>
internal static class LexiconFile
{
    private const int LargestFile = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(Wire.Options) { RespectRequiredConstructorParameters = true };

    private static readonly Lazy<LexiconRules> BuiltIn = new(ReadBuiltIn);

    public static async Task<LexiconRules> LoadAsync(string? name, ToolContext context)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return BuiltIn.Value;
        }

        var json = await DataDirectory.ReadAsync(context, name, LargestFile) ?? throw Bad(name, "there is no such file in the data directory");
        return Parse(json, name);
    }

    private static LexiconRules ReadBuiltIn()
    {
        using var stream = typeof(LexiconFile).Assembly.GetManifestResourceStream("MissionControl.Tools.Extraction.lexicon.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray(), "lexicon.json");
    }

    private static LexiconRules Parse(byte[] json, string name)
    {
        try
        {
            var text = json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsSpan(3) : json;
            using var document = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { MaxDepth = Wire.MaxDepth });
            RefuseNulls(document.RootElement, "$");
            return new LexiconRules(document.RootElement.Deserialize<Lexicon>(Strict)!);
        }
        catch (JsonException e)
        {
            throw Bad(name, $"at {e.Path ?? "$"}, line {e.LineNumber + 1}: it does not fit; members are sentiment, categories, fallback_category, fields, languages, closings");
        }
        catch (FormatException e)
        {
            throw Bad(name, e.Message);
        }
    }

    private static void RefuseNulls(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                throw new FormatException($"at {path}: it holds null; leave the member out or give it a value");
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    RefuseNulls(member.Value, $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseNulls(item, path + "[]");
                }

                break;
        }
    }

    private static ToolException Bad(string name, string why) => new("bad_lexicon", $"The lexicon '{name}' cannot be used: {why}.", retryable: false);
}
