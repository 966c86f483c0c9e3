using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Portfolio;

/// <summary>Reads a configuration file: an object with a section <c>portfolio</c>, or the keys themselves, as Mission Control v2 has them.</summary>
public static class PortfolioSettingsReader
{
    private const string Section = "portfolio";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Keys of Mission Control v2 that mean nothing here: nothing of ours asks a language model.</summary>
    private static readonly string[] Ignored = ["llm_model", "temperature"];

    private static readonly JsonSerializerOptions Strict = new(Wire.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <returns>Settings, or the faults that stand in the way.</returns>
    public static (PortfolioSettings? Settings, IReadOnlyList<DocumentError> Errors) Read(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length > MaxBytes)
        {
            return (null, [new DocumentError(file, "$", $"it has {bytes.Length} bytes", $"A configuration has at most {MaxBytes} bytes.")]);
        }

        try
        {
            bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
            var document = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            if (document is not JsonObject root)
            {
                return (null, [new DocumentError(file, "$", "it is no object", "Write {\"portfolio\": {...}}.")]);
            }

            var isSection = root.ContainsKey(Section);
            return root[Section] is JsonObject section ? Read(section, file, $"$.{Section}")
                : isSection ? (null, [new DocumentError(file, $"$.{Section}", "it is no object", "Write {\"portfolio\": {...}}.")])
                : Read(root, file, "$");
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            return (null, [new DocumentError(file, "$", $"it is not JSON at {place}", "Write one object, UTF-8, without a member twice.")]);
        }
    }

    /// <summary>Reads the keys themselves.</summary>
    /// <param name="path">Where the section stands in the file.</param>
    internal static (PortfolioSettings? Settings, IReadOnlyList<DocumentError> Errors) Read(JsonObject section, string file, string path)
    {
        var fileKeys = Keys(typeof(ReferenceFiles));
        var settingKeys = Keys(typeof(PortfolioSettings));
        var errors = new List<DocumentError>();
        var names = new JsonObject();
        var values = new JsonObject();
        foreach (var (key, value) in section)
        {
            var target = fileKeys.Contains(key) ? names : settingKeys.Contains(key) ? values : null;
            if (target is not null && value is not null)
            {
                target[key] = value.DeepClone();
            }
            else if (target is null && !Ignored.Contains(key))
            {
                var cure = $"{Suggestion.DidYouMean(key, settingKeys.Concat(fileKeys))}There are {Suggestion.Listed([.. settingKeys, .. fileKeys], 40)}.";
                errors.Add(new DocumentError(file, PathText.Member(path, key), "there is no such setting", cure));
            }
        }

        errors.AddRange(SettingWords.Faults(values, file, path));
        var files = Parse<ReferenceFiles>(names, file, path, errors);
        var settings = Parse<PortfolioSettings>(values, file, path, errors);
        errors.AddRange(FileNameFaults(files, file, path));
        errors.AddRange(RangeFaults(values, file, path));
        return errors.Count > 0 ? (null, errors) : (settings! with { Files = files! }, []);
    }

    private static T? Parse<T>(JsonObject values, string file, string path, List<DocumentError> errors)
    {
        try
        {
            return values.Deserialize<T>(Strict);
        }
        catch (JsonException exception)
        {
            errors.Add(new DocumentError(file, path + exception.Path?.TrimStart('$'), "its value does not fit", "Use a number for a threshold or weight, a text for a name or place."));
            return default;
        }
    }

    /// <summary>A name that led out of the data directory would read what it should not.</summary>
    private static IEnumerable<DocumentError> FileNameFaults(ReferenceFiles? files, string file, string path) =>
        from property in typeof(ReferenceFiles).GetProperties()
        where property.PropertyType == typeof(string) && files is not null
        let name = (string?)property.GetValue(files)
        where string.IsNullOrWhiteSpace(name) || name.IndexOfAny(['/', '\\', '\0', ':']) >= 0 || name is "." or ".."
        select new DocumentError(file, $"{path}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}", "it is no file name", "Name a file of the data directory, without folders.");

    private static IEnumerable<DocumentError> RangeFaults(JsonObject values, string file, string path)
    {
        foreach (var (key, value) in values)
        {
            if (value is JsonObject inner)
            {
                foreach (var fault in RangeFaults(inner, file, $"{path}.{key}"))
                {
                    yield return fault;
                }
            }
            else if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<decimal>(out var given) && given is < 0 or > 1_000_000_000)
            {
                yield return new DocumentError(file, $"{path}.{key}", $"{PathText.Quote(number.ToJsonString(), 40)} is out of range", "Use a number from 0 to 1000000000.");
            }
        }
    }

    private static List<string> Keys(Type type) => Strict.GetTypeInfo(type).Properties.Where(property => property.Set is not null).Select(property => property.Name).ToList();
}
