using System.Text.Json.Nodes;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Cli.Documents;

/// <summary>A document that was judged: what it says, how it would run, or every fault that was found.</summary>
/// <param name="Definition">Null when the document itself is faulty.</param>
/// <param name="Plan">Null when there is no plan.</param>
internal sealed record MissionJudgement(MissionDefinition? Definition, MissionPlan? Plan, IReadOnlyList<DocumentError> Errors);

/// <summary>Judges documents and starts against tools, agents and inputs, without recording anything.</summary>
internal sealed class MissionPreparation(ToolRegistry tools, MissionData data)
{
    public static IReadOnlyDictionary<string, JsonNode?> NothingGiven { get; } = new Dictionary<string, JsonNode?>();

    /// <param name="given">Contents of inputs given at start, by the definition; they take the place of the document's.</param>
    public async Task<MissionJudgement> JudgeAsync(MissionSource source, Func<MissionDefinition, IReadOnlyDictionary<string, JsonNode?>> given)
    {
        return MissionDocument.Read(source.Bytes, source.File, tools) switch
        {
            MissionDocumentReading.Sound sound => await JudgeAsync(source, sound.Definition, given(sound.Definition)),
            MissionDocumentReading.Refused refused => new MissionJudgement(null, null, refused.Errors),
            _ => throw new InvalidOperationException("A reading is sound or refused."),
        };
    }

    /// <exception cref="UsageException">With every fault of the document, its hops, its agents and its inputs.</exception>
    public async Task<RunStart> PrepareAsync(MissionSource source, GivenInputs inputs, Func<MissionDefinition, RunRequest> request)
    {
        var judgement = await JudgeAsync(source, inputs.For);
        if (judgement.Definition is not { } definition)
        {
            throw Faults(judgement.Errors);
        }

        var preparing = RunPreparation.Prepare(definition, source.Bytes, source.File, request(definition));
        return preparing.Start is { } start && judgement.Errors.Count == 0
            ? start
            : throw Faults(judgement.Errors.Concat(preparing.Errors));
    }

    private async Task<MissionJudgement> JudgeAsync(MissionSource source, MissionDefinition definition, IReadOnlyDictionary<string, JsonNode?> given)
    {
        var reference = await data.ReadAsync(source.DataDirectory);
        if (!reference.IsSound)
        {
            return new MissionJudgement(definition, null, reference.Errors);
        }

        var contents = definition.Inputs.Where(input => input.HasContent).ToDictionary(input => input.Id, input => input.Content, StringComparer.Ordinal);
        foreach (var (id, content) in given.Where(input => definition.Inputs.Any(declared => declared.Id == input.Key)))
        {
            contents[id] = content;
        }

        var planning = MissionPlanning.Plan(definition, source.File, contents, tools, reference.Set);
        return new MissionJudgement(definition, planning.Plan, planning.Errors);
    }

    private static UsageException Faults(IEnumerable<DocumentError> errors) => new(errors.Select(error => error.ToString()).Distinct().ToList());
}
