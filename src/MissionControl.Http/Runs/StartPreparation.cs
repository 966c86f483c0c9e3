using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Http.Problems;
using MissionControl.Missions;

namespace MissionControl.Http.Runs;

/// <param name="Pointer">Where the document stands in the request's body; null when it is not in it.</param>
internal sealed record StartRequest(byte[] Document, string? Pointer, IReadOnlyDictionary<string, JsonElement> Inputs)
{
    public string? RunId { get; init; }

    public string? RequestedBy { get; init; }

    public string? DataDirectory { get; init; }
}

/// <summary>Checks a start from end to end before anything is recorded: document, tools, agents, plan, inputs.</summary>
internal static class StartPreparation
{
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public static async Task<RunStart> PrepareAsync(MissionApi api, StartRequest request, int idLetters, CancellationToken cancellationToken)
    {
        var definition = api.Documents.Read(request.Document, api.Tools) switch
        {
            MissionDocumentReading.Sound sound => sound.Definition,
            MissionDocumentReading.Refused refused => throw Refuse(request, refused.Errors),
            _ => throw new InvalidOperationException("A reading is sound or refused."),
        };
        CheckInputs(definition, request);
        var given = request.Inputs.ToDictionary(input => input.Key, input => Node(input.Value), StringComparer.Ordinal);
        var contents = definition.Inputs.ToDictionary(input => input.Id, input => given.TryGetValue(input.Id, out var content) ? content : input.Content, StringComparer.Ordinal);
        var reference = await api.Reference.ReadAsync(request.DataDirectory, cancellationToken);
        var planning = MissionPlanning.Plan(definition, "mission", contents, api.Tools, reference);
        var run = new RunRequest(request.RunId ?? RunIds.Create(definition.MissionId, api.Clock, idLetters), given)
        {
            DataDirectory = request.DataDirectory,
            RequestedBy = request.RequestedBy,
        };
        var preparing = RunPreparation.Prepare(definition, request.Document, "mission", run);
        return preparing.Start is { } start && planning.Errors.Count == 0
            ? start
            : throw Refuse(request, [.. planning.Errors, .. preparing.Errors]);
    }

    private static void CheckInputs(MissionDefinition definition, StartRequest request)
    {
        var known = definition.Inputs.Select(input => input.Id).ToList();
        var errors = request.Inputs.Keys.Where(name => !known.Contains(name))
            .Select(name => new ProblemError(JsonPointer.Member("/inputs", name), Unknown(name, known)))
            .Concat(definition.Inputs.Where(input => !input.HasContent && !request.Inputs.ContainsKey(input.Id))
                .Select(input => new ProblemError(JsonPointer.Member("/inputs", input.Id), $"It is missing: the mission needs a value of type {input.Type}.")))
            .ToList();
        if (errors.Count > 0)
        {
            throw ProblemList.Invalid("invalid_inputs", "The inputs are not those of the mission.", errors).ToException();
        }
    }

    private static string Unknown(string name, List<string> known) => Suggestion.Nearest(name, known) is { } near
        ? $"The mission has no such input. Did you mean '{near}'?"
        : known.Count == 0 ? "The mission has no inputs." : $"The mission has no such input. There are: {string.Join(", ", known)}.";

    /// <summary>A fault of the document is told where it stands in the body, or as one of the saved document; one of an input where the input stands.</summary>
    private static ProblemException Refuse(StartRequest request, IReadOnlyList<DocumentError> errors)
    {
        var told = errors.DistinctBy(error => (error.Path, error.Found)).Select(error => error.Path switch
        {
            "run_id" => new ProblemError("/run_id", $"{error.Found}. {error.Cure}"),
            { } path when path.StartsWith("--input ", StringComparison.Ordinal) => new ProblemError(JsonPointer.Member("/inputs", path[8..]), $"{error.Found}. {error.Cure}"),
            { } path when request.Pointer is { } prefix => new ProblemError(JsonPointer.OfPath(prefix, path), $"{error.Found}. {error.Cure}"),
            { } path => new ProblemError("", $"The saved document, {JsonPointer.OfPath("", path)}: {error.Found}. {error.Cure}"),
        }).ToList();
        return ProblemList.Invalid("invalid_mission", "The mission cannot be run as it is.", told).ToException();
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        _ => JsonValue.Create(value.Clone()),
    };
}
