using System.Text.Unicode;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Transfer;

/// <summary>Reference files as a hub takes them in: what they say of missions and agents, and every record that they hold.</summary>
/// <param name="Import">Files and records, to be taken in together.</param>
/// <param name="Counts">Missions, tasks and agents.</param>
/// <param name="Warnings">What is odd but stops nothing, each with file and record.</param>
public sealed record ReferenceImport(PortfolioImport Import, ImportCounts Counts, IReadOnlyList<DocumentError> Warnings)
{
    /// <param name="files">By their usual names.</param>
    /// <param name="source">Where they come from, for errors.</param>
    /// <exception cref="ImportFaultException">A file is not sound, or none is a reference file.</exception>
    public static ReferenceImport Of(IReadOnlyDictionary<string, byte[]> files, string source, DateTimeOffset at)
    {
        var faults = files.Keys.Where(name => !ReferenceFiles.Usual.Contains(name)).Select(name => Unknown(source, name))
            .Concat(files.Where(file => !Utf8.IsValid(file.Value)).Select(file => new DocumentError(file.Key, "$", "it is not UTF-8", "Save it as UTF-8.")))
            .ToList();
        if (files.Count == 0)
        {
            faults.Add(new DocumentError(source, "$", "it holds no reference files", $"Put {new ReferenceFiles().BusinessMissionsFile} and the files beside it there."));
        }

        var reading = ReferenceReader.Read(name => files.GetValueOrDefault(name));
        faults.AddRange(reading.Errors);
        if (faults.Count > 0)
        {
            throw new ImportFaultException(faults);
        }

        var records = PortfolioRecords.Of(reading.Set);
        var import = new PortfolioImport(ImportedFiles.Of(files, at), new TelemetryBatch { Runs = records.Runs, TaskLogs = records.TaskLogs, Interventions = records.Interventions })
        {
            RiskEvents = records.RiskEvents,
            Snapshots = records.Snapshots,
        };
        var counts = new ImportCounts { Missions = reading.Set.Missions.Count, Tasks = reading.Set.Tasks.Count, Agents = reading.Set.Agents.Count };
        return new ReferenceImport(import, counts, reading.Warnings);
    }

    private static DocumentError Unknown(string source, string name) =>
        new(source, "$", $"{Assets.PathText.Quote(name)} is no reference file", $"{Suggestion.DidYouMean(name, ReferenceFiles.Usual)}There are {string.Join(", ", ReferenceFiles.Usual)}.");
}
