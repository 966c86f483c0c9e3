using System.Globalization;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Transfer;

namespace MissionControl.Cli.Transfers;

/// <summary>What an import did, for a person to read.</summary>
internal static class ImportText
{
    public static void Write(Terminal terminal, ImportCounts counts)
    {
        if (counts.Missions + counts.Tasks + counts.Agents > 0)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Imported: {counts.Missions} missions, {counts.Tasks} tasks, {counts.Agents} agents"));
        }

        var table = new TextTable("RECORDS", "NEW", "REPLACED", "UNCHANGED", "KEPT");
        Add(table, "mission versions", counts.MissionVersions);
        Add(table, "runs", counts.Runs);
        Add(table, "task logs", counts.TaskLogs);
        Add(table, "interventions", counts.Interventions);
        Add(table, "risk events", counts.RiskEvents);
        Add(table, "snapshots", counts.Snapshots);
        if (counts.Records() > 0)
        {
            table.Write(terminal);
        }
    }

    private static void Add(TextTable table, string what, ImportCount count)
    {
        if (count.Total() > 0)
        {
            table.Add(what, Number(count.New), Number(count.Replaced), Number(count.Unchanged), Number(count.Kept));
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
