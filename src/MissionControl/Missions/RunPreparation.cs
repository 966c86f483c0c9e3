using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Missions;

/// <summary>What a person or program gives to start a run.</summary>
/// <param name="RunId">An <see cref="Identifier"/>; the caller makes one up when the person gave none.</param>
/// <param name="Inputs">Contents given at start, by input id; they take the place of those in the document.</param>
public sealed record RunRequest(string RunId, IReadOnlyDictionary<string, JsonNode?> Inputs)
{
    public string? DataDirectory { get; init; }

    public string? RequestedBy { get; init; }
}

/// <summary>A start that can be recorded, or all the reasons why it cannot.</summary>
public sealed record RunPreparing(RunStart? Start, IReadOnlyList<DocumentError> Errors);

/// <summary>Checks what was given for a run against its document and turns inputs into references, before anything is recorded.</summary>
public static class RunPreparation
{
    public static RunPreparing Prepare(MissionDefinition definition, ReadOnlyMemory<byte> document, string file, RunRequest request)
    {
        var errors = new List<DocumentError>();
        if (!Identifier.IsValid(request.RunId))
        {
            errors.Add(new DocumentError(file, "run_id", $"found '{request.RunId}'", $"Use {Identifier.Rule}."));
        }

        CheckNames(definition, file, request, errors);
        var contents = Contents(definition, file, request, errors);
        if (errors.Count > 0)
        {
            return new RunPreparing(null, errors);
        }

        var limit = MissionPlanning.InlineLimit(definition);
        var references = new Dictionary<string, AssetReference>(StringComparer.Ordinal);
        var bodies = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (input, content) in contents)
        {
            var body = AssetBody.Create(content?.DeepClone(), (JsonObject?)input.Metadata?.DeepClone());
            var (reference, stored) = AssetBody.Refer(input.Id, input.Type, body, limit);
            references[input.Id] = reference;
            if (stored is not null)
            {
                bodies[reference.Sha256] = stored;
            }
        }

        var bytes = document.ToArray();
        var start = new RunStart(request.RunId, definition.MissionId, bytes, Wire.Sha256(bytes), references, bodies, request.DataDirectory, request.RequestedBy);
        return new RunPreparing(start, []);
    }

    private static void CheckNames(MissionDefinition definition, string file, RunRequest request, List<DocumentError> errors)
    {
        foreach (var name in request.Inputs.Keys.Where(name => definition.Inputs.All(input => input.Id != name)))
        {
            var known = definition.Inputs.Count == 0 ? "The mission has no inputs." : $"Its inputs are {string.Join(", ", definition.Inputs.Select(input => input.Id))}.";
            errors.Add(new DocumentError(file, $"--input {name}", "the mission has no input of that name", known));
        }
    }

    private static List<(AssetDefinition Input, JsonNode? Content)> Contents(
        MissionDefinition definition, string file, RunRequest request, List<DocumentError> errors)
    {
        var contents = new List<(AssetDefinition, JsonNode?)>();
        for (var i = 0; i < definition.Inputs.Count; i++)
        {
            var input = definition.Inputs[i];
            var given = request.Inputs.TryGetValue(input.Id, out var content);
            if (!given && !input.HasContent)
            {
                errors.Add(new DocumentError(file, $"$.inputs[{i}]", $"input '{input.Id}' has no content", $"Give it at start: --input {input.Id}=VALUE or --input {input.Id}=@FILE."));
                continue;
            }

            content = given ? content : input.Content;
            if (AssetTypeCheck.Problem(input.Type, content) is { } problem)
            {
                var place = given ? $"--input {input.Id}" : $"$.inputs[{i}].content";
                errors.Add(new DocumentError(file, place, problem, $"Give a value of type {input.Type}."));
            }

            contents.Add((input, content));
        }

        return contents;
    }
}
