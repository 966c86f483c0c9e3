using MissionControl.Cli.Documents;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Http.Missions;

namespace MissionControl.Cli.Serving;

/// <summary>The missions of the data directory, as they lie there now.</summary>
internal sealed class DataMissions(Terminal terminal, DataDirectory data) : MissionLibrary
{
    private readonly MissionLookup _lookup = new(terminal, data);

    public override Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(_lookup.Ids());

    public override Task<byte[]?> FindAsync(string missionId, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.Ids().Contains(missionId) ? _lookup.FindId(missionId).Bytes : null);
}
