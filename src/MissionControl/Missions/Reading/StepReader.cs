using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Missions.Reading;

/// <summary>Reads one step and its mappings.</summary>
internal static class StepReader
{
    private const int MaxMappings = 1000;

    /// <summary>Stands for a step that could not be read, so that the others keep their place.</summary>
    public static StepDefinition Placeholder(int index) => new($"step{index + 1}", "");

    public static StepDefinition Read(DocumentObject step, int index) =>
        new(step.Find("id")?.Id() ?? $"step{index + 1}", step.Require("tool_name")?.Name(200) ?? "")
        {
            Description = step.Find("description")?.Text(),
            Parameters = step.Map("parameter_mapping", MaxMappings, "parameter to source").Select(ReadParameter).ToList(),
            Results = step.Map("result_mapping", MaxMappings, "output to place").Select(ReadResult).ToList(),
            Retry = RetryReader.Read(step),
            Timeout = step.Find("timeout")?.Span(),
            AtMostOnce = step.Find("at_most_once")?.Flag() ?? false,
            RequiresHumanApproval = ApprovalReader.Asks(step),
            Approval = ApprovalReader.Find(step),
            Editable = step.Texts("editable", MaxMappings),
        };

    private static ParameterMapping ReadParameter((string Name, DocumentNode Node) entry)
    {
        if (DocumentObject.Open(entry.Node, DocumentShape.Parameter) is not { } mapping)
        {
            return new ParameterMapping(entry.Name);
        }

        CheckSource(mapping);
        return new ParameterMapping(entry.Name)
        {
            StateAsset = mapping.Find("state_asset")?.Id(),
            Path = ReadPath(mapping, isResult: false),
            Optional = mapping.Find("optional")?.Flag() ?? false,
            Default = FreeJson.Value(mapping.FindValue("default")),
            Literal = FreeJson.Value(mapping.FindValue("literal")),
            Secret = mapping.Find("secret")?.Id(),
        };
    }

    private static void CheckSource(DocumentObject mapping)
    {
        string[] sources = ["state_asset", "literal", "secret"];
        var given = sources.Where(name => name == "literal" ? mapping.FindValue(name) is not null : mapping.Find(name) is not null).ToList();
        if (given.Count != 1)
        {
            var found = given.Count == 0 ? "no source" : $"{given.Count} sources ({string.Join(", ", given)})";
            mapping.Errors.Add(mapping.Place, found, "Give exactly one of state_asset, literal and secret.");
        }

        if (given.Contains("state_asset"))
        {
            return;
        }

        foreach (var name in (string[])["path", "optional", "default"])
        {
            if ((name == "default" ? mapping.FindValue(name) : mapping.Find(name)) is not null)
            {
                mapping.Errors.Add(mapping.Place.Member(name), $"{name} without state_asset", $"Remove {name}, or name the asset that it speaks of.");
            }
        }
    }

    private static ResultMapping ReadResult((string Name, DocumentNode Node) entry)
    {
        if (DocumentObject.Open(entry.Node, DocumentShape.Result) is not { } mapping)
        {
            return new ResultMapping(entry.Name);
        }

        var result = new ResultMapping(entry.Name)
        {
            StateAsset = mapping.Find("state_asset")?.Id(),
            Path = ReadPath(mapping, isResult: true),
            Discard = mapping.Find("discard")?.Flag() ?? false,
        };
        if (mapping.Find("state_asset") is null == !result.Discard)
        {
            mapping.Errors.Add(
                mapping.Place,
                result.Discard ? "state_asset and discard" : "no place for the output",
                "Give either state_asset (and path), or discard: true.");
        }
        else if (result.Discard && mapping.Find("path") is { } path)
        {
            mapping.Errors.Add(path.Place, "path without state_asset", "Remove path: the output is discarded.");
        }

        return result;
    }

    private static string? ReadPath(DocumentObject mapping, bool isResult)
    {
        if (mapping.Find("path") is not { } node || node.Text(AssetPath.MaxLength) is not { } text)
        {
            return null;
        }

        if (!AssetPath.TryParse(text, out var path, out var error))
        {
            mapping.Errors.Add(node.Place, "a path that cannot be read", error);
        }
        else if (isResult && path.HasProjection)
        {
            mapping.Errors.Add(node.Place, $"[] in the result path {PathText.Quote(text)}", "A result goes to one place; name one element, for example [0].");
        }

        return text;
    }
}
