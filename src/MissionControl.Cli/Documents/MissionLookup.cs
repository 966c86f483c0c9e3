using System.Text.Json;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Cli.Documents;

/// <summary>Finds the mission that a person named: a file, or the id of a document or of a reference mission in the data directory.</summary>
internal sealed class MissionLookup(Terminal terminal, DataDirectory data)
{
    private const string MissionsDirectory = "missions";

    public MissionSource Find(string named) => IsFile(named) ? MissionFile.Read(terminal, named) : FindId(named);

    private bool IsFile(string named) =>
        named.AsSpan().ContainsAny('/', '\\')
        || named.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || !Identifier.IsValid(named)
        || File.Exists(terminal.Resolve(named, "mission"));

    /// <summary>The ids of the data directory's documents and reference missions, in order, each once.</summary>
    public IReadOnlyList<string> Ids() => data.Path is null ? [] :
    [
        .. Documents(data.Path).Select(document => document.MissionId)
            .Concat(FileReferenceSource.Read(data.Path).Set.Missions.Select(mission => mission.MissionId))
            .Where(Identifier.IsValid).Distinct().Order(StringComparer.Ordinal),
    ];

    public MissionSource FindId(string missionId)
    {
        var documents = data.Path is null ? [] : Documents(data.Path);
        var found = documents.Where(document => document.MissionId == missionId).ToList();
        if (found.Count > 1)
        {
            var files = string.Join(" and ", found.Select(document => PlainText.Line(document.Path)));
            throw new UsageException($"mission: the id '{missionId}' stands in {files}. Name one of the files.");
        }

        return found.Count == 1
            ? MissionFile.Read(terminal, found[0].Path)
            : FindReference(missionId, documents);
    }

    private MissionSource FindReference(string missionId, List<(string Path, string MissionId)> documents)
    {
        var reference = FileReferenceSource.Read(data.Path);
        if (reference.Set.FindMission(missionId) is null)
        {
            throw Unknown(missionId, documents.ConvertAll(document => document.MissionId), reference.Set);
        }

        var errors = reference.Errors;
        if (errors.Count == 0)
        {
            var mission = ReferenceMission.Build(reference.Set, missionId);
            if (mission.Document is { } bytes)
            {
                return new MissionSource(missionId, bytes);
            }

            errors = mission.Errors;
        }

        throw new UsageException(errors.Select(error => error.ToString()).ToList());
    }

    private UsageException Unknown(string missionId, List<string> documents, ReferenceSet reference)
    {
        var known = documents.Concat(reference.Missions.Select(mission => mission.MissionId)).Distinct().Order(StringComparer.Ordinal).ToList();
        var near = Suggestion.Nearest(missionId, known) is { } word ? $" Did you mean '{word}'?" : "";
        var where = data.Path is null
            ? "There is no data directory to look in: name a file, or the directory with --data."
            : known.Count == 0 ? $"{PlainText.Line(data.Path)} holds no missions: name a file, or another directory with --data."
            : $"{PlainText.Line(data.Path)} holds {string.Join(", ", known.Take(20))}{(known.Count > 20 ? $" and {known.Count - 20} more" : "")}.";
        return new UsageException($"mission: there is no file and no mission '{PlainText.Line(missionId)}'.{near} {where}");
    }

    private static List<(string Path, string MissionId)> Documents(string directory)
    {
        var found = new List<(string, string)>();
        foreach (var place in new[] { Path.Combine(directory, MissionsDirectory), directory }.Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal))
            {
                if (IdOf(path) is { } id)
                {
                    found.Add((path, id));
                }
            }
        }

        return found;
    }

    /// <summary>Null for a file that is no mission document, or none that can be read: whoever names it learns why.</summary>
    private static string? IdOf(string path)
    {
        try
        {
            if (BoundedFile.Read(path, MissionDocument.MaxBytes) is not { } bytes)
            {
                return null;
            }

            using var json = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            var root = json.RootElement;
            return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("hops", out _) ? null
                : Text(root, "mission_id") ?? (Text(root, "name") is { } name ? Identifier.Slug(name) : null);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
