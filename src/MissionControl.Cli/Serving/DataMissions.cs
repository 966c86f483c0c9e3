using MissionControl.Cli.Documents;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Http.Missions;

namespace MissionControl.Cli.Serving;

/// <summary>The missions of the data directory and those that the hub imported, as they are now.</summary>
internal sealed class DataMissions(Terminal terminal, MissionData data) : MissionLibrary
{
    private readonly MissionLookup _lookup = new(terminal, data);

    public override Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => _lookup.IdsAsync();

    public override async Task<LibraryMission?> FindAsync(string missionId, CancellationToken cancellationToken)
    {
        if (!(await _lookup.IdsAsync()).Contains(missionId))
        {
            return null;
        }

        var found = await _lookup.FindIdAsync(missionId);
        return new LibraryMission(found.Bytes, found.DataDirectory);
    }
}
