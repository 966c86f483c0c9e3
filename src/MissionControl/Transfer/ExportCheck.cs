using System.Text;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Telemetry;

namespace MissionControl.Transfer;

/// <summary>What is wrong with an entry of an export: ids that are none, figures that no portfolio has, documents that are not what their hash says.</summary>
internal sealed class ExportCheck
{
    private const int LongestKey = 400;

    private readonly string _file;
    private readonly string _path;
    private readonly List<DocumentError> _errors = [];

    private ExportCheck(string file, int number) => (_file, _path) = (file, $"$[{number}]");

    /// <param name="number">Of the entry, from 0 on.</param>
    public static IReadOnlyList<DocumentError> Of(ExportEntry? entry, string file, int number)
    {
        var check = new ExportCheck(file, number);
        check.Check(entry ?? new ExportEntry(), isFirst: number == 0);
        return check._errors;
    }

    private void Check(ExportEntry entry, bool isFirst)
    {
        object?[] members = [entry.Export, entry.MissionVersion, entry.ReferenceFile, entry.MissionRun, entry.TaskLog, entry.Intervention, entry.RiskEvent, entry.Snapshot];
        if (members.Count(member => member is not null) != 1)
        {
            Fault("", "it is not one entry of a kind that is known", "Name a file that 'mission export' wrote with this version or an older one.");
        }
        else if (isFirst != entry.Export is not null)
        {
            Fault("", isFirst ? "it is no header" : "it is a second header", "The first entry, and only that, says what the list is.");
        }
        else
        {
            CheckMember(entry);
        }
    }

    private void CheckMember(ExportEntry entry)
    {
        switch (entry)
        {
            case { Export: { } header }:
                Check(header);
                break;
            case { MissionVersion: { } version }:
                Check(version);
                break;
            case { ReferenceFile: { } reference }:
                Check(reference);
                break;
            case { MissionRun: { } run }:
                Check(run);
                break;
            case { TaskLog: { } log }:
                Check(log);
                break;
            case { Intervention: { } intervention }:
                Ids("intervention", ("run_id", intervention.RunId), ("mission_id", intervention.MissionId), ("task_id", intervention.TaskId ?? "none"));
                Text("intervention.key", intervention.Key);
                Amount("intervention.count", intervention.Count);
                break;
            case { RiskEvent: { } risk }:
                Ids("risk_event", ("event_id", risk.EventId), ("mission_id", risk.MissionId), ("run_id", risk.RunId ?? "none"), ("task_id", risk.TaskId ?? "none"));
                Text("risk_event.risk_type", risk.RiskType);
                Text("risk_event.severity", risk.Severity);
                Text("risk_event.status", risk.Status);
                break;
        }
    }

    private void Check(ExportHeader header)
    {
        if (header.Kind != ExportHeader.MissionControl || header.SchemaVersion?.Split('.')[0] != ExportHeader.Current.Split('.')[0])
        {
            Fault("export", $"it is {PathText.Quote(header.Kind ?? "")} of version {PathText.Quote(header.SchemaVersion ?? "")}", $"This program reads {ExportHeader.MissionControl} of version {ExportHeader.Current}.");
        }
    }

    private void Check(ExportedVersion version)
    {
        Ids("mission_version", ("mission_id", version.MissionId));
        var bytes = Encoding.UTF8.GetBytes(version.Document ?? "");
        if (Wire.Sha256(bytes) != version.Sha256)
        {
            Fault("mission_version.document", "it is not the document that its sha256 names", "Export it again.");
        }
        else if (MissionDocument.Read(bytes, version.MissionId) is MissionDocumentReading.Refused refused)
        {
            Fault("mission_version.document", refused.Errors[0].ToString(), "Correct the mission where it was saved, and export it again.");
        }
    }

    private void Check(ExportedFile reference)
    {
        if (!ReferenceFiles.Usual.Contains(reference.Name))
        {
            Fault("reference_file.name", $"{PathText.Quote(reference.Name ?? "")} is no reference file", $"There are {string.Join(", ", ReferenceFiles.Usual)}.");
        }

        Present("reference_file.content", reference.Content);
    }

    private void Check(MissionRun run)
    {
        Ids("mission_run", ("run_id", run.RunId), ("mission_id", run.MissionId));
        Text("mission_run.status", run.Status);
        Amount("mission_run.total_duration_minutes", run.TotalDurationMinutes ?? 0);
        Amount("mission_run.human_delay_minutes", run.HumanDelayMinutes ?? 0);
        Amount("mission_run.human_interventions", run.HumanInterventions);
        Amount("mission_run.escalations", run.Escalations);
        Amount("mission_run.retries", run.Retries);
        Costs("mission_run.cost", run.Cost);
        Present("mission_run.kpis", run.Kpis);
        foreach (var (name, value) in run.Kpis ?? new Dictionary<string, decimal>())
        {
            Amount(PathText.Member("mission_run.kpis", name), Math.Abs(value));
        }
    }

    private void Check(TaskLog log)
    {
        Ids("task_log", ("run_id", log.RunId), ("mission_id", log.MissionId), ("task_id", log.TaskId), ("agent_id", log.AgentId ?? "none"));
        Text("task_log.outcome", log.Outcome);
        Amount("task_log.actual_duration_minutes", log.ActualDurationMinutes);
        Amount("task_log.human_delay_minutes", log.HumanDelayMinutes);
        Amount("task_log.estimated_duration_minutes", log.EstimatedDurationMinutes ?? 0);
        Amount("task_log.escalations", log.Escalations);
        Amount("task_log.round", log.Round - 1);
        Costs("task_log.cost", log.Cost);
        foreach (var (step, cost) in log.StepCosts ?? new Dictionary<string, Cost>())
        {
            Present(PathText.Member("task_log.step_costs", step), cost);
            Costs(PathText.Member("task_log.step_costs", step), cost);
        }
    }

    private void Ids(string path, params ReadOnlySpan<(string Name, string? Id)> ids)
    {
        foreach (var (name, id) in ids)
        {
            if (!Identifier.IsValid(id))
            {
                Fault($"{path}.{name}", $"{PathText.Quote(id ?? "")} is not an id", $"Use {Identifier.Rule}.");
            }
        }
    }

    private void Text(string path, string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestKey || text.Any(char.IsControl))
        {
            Fault(path, $"{PathText.Quote(text ?? "")} is no word", $"Use 1 to {LongestKey} characters, none of them a control character.");
        }
    }

    private void Amount(string path, decimal amount)
    {
        if (amount is < 0 or > ReferenceRow.Largest)
        {
            Fault(path, "it is out of range", $"Use a number from 0 to {ReferenceRow.Largest.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        }
    }

    private void Costs(string path, Cost? cost)
    {
        if (cost is not null && (cost.StepsUsd, cost.AgentsUsd, cost.PeopleUsd) is var (steps, agents, people))
        {
            Amount($"{path}.steps_usd", steps);
            Amount($"{path}.agents_usd", agents);
            Amount($"{path}.people_usd", people);
        }
    }

    private void Present(string path, object? value)
    {
        if (value is null)
        {
            Fault(path, "it is missing", "Export it again.");
        }
    }

    private void Fault(string member, string found, string cure) => _errors.Add(new DocumentError(_file, member.Length == 0 ? _path : $"{_path}.{member}", found, cure));
}
