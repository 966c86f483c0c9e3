using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteLife(SqliteSession session) : LifeTable
{
    private const string Open = "open";

    public override bool IsOpen
    {
        get
        {
            var read = session["SELECT value FROM hub WHERE name = 'life'"];
            var isOpen = read.Step() && read.Text(0) == Open;
            read.Reset();
            return isOpen;
        }
    }

    public override void Mark(bool isOpen) =>
        session["INSERT INTO hub(name, value) VALUES('life', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1"].Bind(1, isOpen ? Open : "ended").Run();

    public override IReadOnlyList<Suspect> ReadSuspects()
    {
        var suspects = new List<Suspect>();
        var read = session["SELECT instance_id, generation, length, deaths, at_stake FROM suspects"];
        while (read.Step())
        {
            suspects.Add(new Suspect(read.Text(0), (int)read.Int64(1), read.Int64(2), (int)read.Int64(3), read.Int64(4) == 1));
        }

        return suspects;
    }

    public override void Save(Suspect suspect) =>
        session["INSERT OR REPLACE INTO suspects(instance_id, generation, length, deaths, at_stake) VALUES(?1, ?2, ?3, ?4, ?5)"]
            .Bind(1, suspect.InstanceId).Bind(2, suspect.Generation).Bind(3, suspect.Length).Bind(4, suspect.Deaths).Bind(5, suspect.IsAtStake ? 1 : 0).Run();

    public override void Remove(string instanceId) => session["DELETE FROM suspects WHERE instance_id = ?1"].Bind(1, instanceId).Run();
}
