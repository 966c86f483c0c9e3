using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Documents;

/// <summary>The inputs given as <c>name=value</c> or <c>name=@file</c>: JSON where that fits the declared type, text otherwise.</summary>
internal sealed class GivenInputs
{
    /// <summary>The largest file that an input is read from.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false };

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">Every one that has no name, is given twice or names a file that cannot be read.</exception>
    public static GivenInputs Read(Terminal terminal, IReadOnlyList<string> given)
    {
        var inputs = new GivenInputs();
        var faults = new List<string>();
        foreach (var one in given)
        {
            try
            {
                inputs.Add(terminal, one);
            }
            catch (UsageException fault)
            {
                faults.AddRange(fault.Faults);
            }
        }

        return faults.Count == 0 ? inputs : throw new UsageException(faults);
    }

    public Dictionary<string, JsonNode?> For(MissionDefinition definition) => _texts.ToDictionary(
        input => input.Key,
        input => Content(definition.Inputs.FirstOrDefault(declared => declared.Id == input.Key)?.Type ?? AssetType.Any, input.Value),
        StringComparer.Ordinal);

    /// <summary>JSON when the text is JSON of the type; else the text itself, which then fits or is refused with the other inputs.</summary>
    public static JsonNode? Content(AssetType type, string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: Limits);
            return AssetTypeCheck.Problem(type, node) is null ? node : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private void Add(Terminal terminal, string given)
    {
        var split = given.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
        {
            throw new UsageException($"--input {PlainText.Short(given, 80)}: it names no input. Write --input name=value or --input name=@file.");
        }

        var name = given[..split];
        var value = given[(split + 1)..];
        var text = value.StartsWith("@@", StringComparison.Ordinal) ? value[1..]
            : value.StartsWith('@') ? ReadFile(terminal, name, value[1..])
            : value;
        if (!_texts.TryAdd(name, text))
        {
            throw new UsageException($"--input {PlainText.Line(name)}: it is given twice. Give it once.");
        }
    }

    private static string ReadFile(Terminal terminal, string name, string file)
    {
        var what = $"--input {PlainText.Line(name)}";
        var bytes = MissionFile.Read(terminal, file, what, MaxBytes)
            ?? throw new UsageException($"{what}: '{PlainText.Line(file)}' is larger than {MaxBytes} bytes. Give less.");
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{what}: '{PlainText.Line(file)}' is not UTF-8 text. Save it as UTF-8.");
        }
    }
}
