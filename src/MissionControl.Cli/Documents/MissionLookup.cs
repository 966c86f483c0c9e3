using System.Text.Json;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Cli.Documents;

/// <summary>
/// Finds the mission that a person named: a file, the id of a document or of a reference mission in the data directory, or the id of a mission that
/// the hub imported.
/// </summary>
internal sealed class MissionLookup(Terminal terminal, MissionData data)
{
    private const string MissionsDirectory = "missions";

    public async Task<MissionSource> FindAsync(string named) =>
        IsFile(named) ? new MissionSource(named, MissionFile.Read(terminal, named), data.Directory) : await FindIdAsync(named);

    private bool IsFile(string named) =>
        named.AsSpan().ContainsAny('/', '\\')
        || named.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || !Identifier.IsValid(named)
        || File.Exists(terminal.Resolve(named, "mission"));

    /// <summary>The ids of documents, reference missions and imported missions, in order, each once.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync() =>
    [
        .. Documents().Select(document => document.MissionId)
            .Concat(FileReferenceSource.Read(data.Directory).Set.Missions.Concat((await data.ImportedAsync()).Missions).Select(mission => mission.MissionId))
            .Where(Identifier.IsValid).Distinct().Order(StringComparer.Ordinal),
    ];

    public async Task<MissionSource> FindIdAsync(string missionId)
    {
        var documents = Documents();
        var found = documents.Where(document => document.MissionId == missionId).ToList();
        if (found.Count > 1)
        {
            var files = string.Join(" and ", found.Select(document => PlainText.Line(document.Path)));
            throw new UsageException($"mission: the id '{missionId}' stands in {files}. Name one of the files.");
        }

        return found.Count == 1
            ? new MissionSource(found[0].Path, MissionFile.Read(terminal, found[0].Path), data.Directory)
            : await FindReferenceAsync(missionId, documents);
    }

    private async Task<MissionSource> FindReferenceAsync(string missionId, List<(string Path, string MissionId)> documents)
    {
        var directory = data.Directory;
        var reference = FileReferenceSource.Read(directory);
        if (reference.Set.FindMission(missionId) is null)
        {
            var imported = await data.ImportedAsync();
            if (imported.FindMission(missionId) is null)
            {
                throw Unknown(missionId, documents.ConvertAll(document => document.MissionId), [.. reference.Set.Missions, .. imported.Missions]);
            }

            (directory, reference) = (null, new ReferenceReading(imported, [], []));
        }

        var errors = reference.Errors;
        if (errors.Count == 0)
        {
            var mission = ReferenceMission.Build(reference.Set, missionId);
            if (mission.Document is { } bytes)
            {
                return new MissionSource(missionId, bytes, directory);
            }

            errors = mission.Errors;
        }

        throw new UsageException(errors.Select(error => error.ToString()).ToList());
    }

    private UsageException Unknown(string missionId, List<string> documents, IReadOnlyList<BusinessMission> reference)
    {
        var known = documents.Concat(reference.Select(mission => mission.MissionId)).Distinct().Order(StringComparer.Ordinal).ToList();
        var near = Suggestion.Nearest(missionId, known) is { } word ? $" Did you mean '{word}'?" : "";
        var place = data.Directory is { } directory ? PlainText.Line(directory) : "The hub";
        var where = known.Count > 0 ? $"{place} holds {string.Join(", ", known.Take(20))}{(known.Count > 20 ? $" and {known.Count - 20} more" : "")}."
            : data.Directory is null ? "There is no data directory to look in: name a file, or the directory with --data."
            : $"{place} holds no missions: name a file, or another directory with --data.";
        return new UsageException($"mission: there is no file and no mission '{PlainText.Line(missionId)}'.{near} {where}");
    }

    private List<(string Path, string MissionId)> Documents()
    {
        var found = new List<(string, string)>();
        string[] places = data.Directory is { } directory ? [Path.Combine(directory, MissionsDirectory), directory] : [];
        foreach (var place in places.Where(Directory.Exists))
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
