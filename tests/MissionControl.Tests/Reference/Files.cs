using System.Text;
using MissionControl.Reference;
using MissionControl.Testing;

namespace MissionControl.Tests.Reference;

/// <summary>A data directory in memory: sound, unless a test puts another text in the place of a file.</summary>
internal sealed class Files
{
    private readonly Dictionary<string, byte[]> _files = new()
    {
        ["business_missions.json"] = Bytes("""[{"mission_id": "M1", "mission_name": "Deliver Faster", "description": "Less waiting."}]"""),
        ["decomposed_mission_tasks.json"] = Bytes(
            """
            [{"mission_id": "M1", "tasks": [
              {"task_id": "T2", "task": "Load the van", "order": 2, "depends_on": ["T1"], "estimated_duration_minutes": 9.5, "requires_human_approval": true},
              {"task_id": "T1", "task": "Pick the goods", "order": 1, "depends_on": []}]}]
            """),
        ["specialized_agents.json"] = Bytes("""[{"agent_id": "A1", "name": "Picker", "status": "available", "capabilities": ["pick"], "tool": "template", "cost_per_task_usd": 0.2}]"""),
        ["agent_capabilities_matrix.json"] = Bytes("""[{"task_id": "T1", "capable_agents": ["A1"]}, {"task_id": "T2", "capable_agents": ["A1"]}]"""),
        ["mission_kpis.json"] = Bytes("""[{"mission_id": "M1", "kpis": {"target_delivery_days": 2, "baseline_delivery_days": 5}}]"""),
        ["mission_runs.json"] = Bytes("[]"),
        ["task_execution_logs.json"] = Bytes("[]"),
        ["agent_performance_stats.json"] = Bytes("""[{"agent_id": "A1", "avg_task_duration_minutes": 4.5, "approval_rate": 1, "escalation_rate": 0}]"""),
        ["mission_risk_events.json"] = Bytes("[]"),
        ["mission_portfolio_snapshot.json"] = Bytes("[]"),
    };

    public Files With(string file, string text) => With(file, Bytes(text));

    public Files With(string file, byte[] bytes)
    {
        _files[file] = bytes;
        return this;
    }

    public Files Without(string file)
    {
        _files.Remove(file);
        return this;
    }

    public ReferenceReading Read() => ReferenceReader.Read(file => _files.GetValueOrDefault(file));

    /// <summary>Reads a folder as it lies on disk.</summary>
    public static ReferenceReading ReadFolder(string folder) => ReferenceReader.Read(file =>
        File.Exists(Path.Combine(folder, file)) ? File.ReadAllBytes(Path.Combine(folder, file)) : null);

    /// <summary>The set that comes with the product.</summary>
    public static ReferenceReading ReadShipped() => ReadFolder(Repository.PathTo("data", "reference"));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
