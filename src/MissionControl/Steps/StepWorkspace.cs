using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Steps;

/// <summary>The local assets of one attempt: read on demand, changed in memory, stored together at the end.</summary>
internal sealed class StepWorkspace(AssetStore store, StepInput input, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, JsonObject> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssetType> _written = new(StringComparer.Ordinal);

    public bool Holds(string local) => _bodies.ContainsKey(local) || input.Workspace.ContainsKey(local);

    /// <summary>The body, or null when the hop has no such local asset yet.</summary>
    public async Task<JsonObject?> FindAsync(string local)
    {
        if (_bodies.TryGetValue(local, out var body))
        {
            return body;
        }

        if (!input.Workspace.TryGetValue(local, out var reference))
        {
            return null;
        }

        return _bodies[local] = await AssetBody.ReadAsync(store, input.RunId, reference, cancellationToken);
    }

    /// <summary>Sets a place of a local asset, making the asset when there is none. A whole content takes the output's type.</summary>
    /// <exception cref="AssetPathException">The place cannot be set.</exception>
    public async Task WriteAsync(string local, AssetPath path, bool wholeContent, AssetType type, JsonNode? value)
    {
        var body = await FindAsync(local) ?? AssetBody.Create(null);
        _bodies[local] = body;
        path.Write(body, value);
        var before = _written.GetValueOrDefault(local) ?? input.Workspace.GetValueOrDefault(local)?.Type;
        _written[local] = wholeContent ? type : before ?? AssetType.Any;
    }

    /// <summary>Stores what was written; on disk when this returns.</summary>
    public async Task<IReadOnlyDictionary<string, AssetReference>> StoreAsync()
    {
        var references = new Dictionary<string, AssetReference>(StringComparer.Ordinal);
        foreach (var (local, type) in _written)
        {
            var (reference, bytes) = AssetBody.Refer(local, type, _bodies[local], input.InlineLimit);
            if (bytes is not null)
            {
                await store.PutAsync(input.RunId, reference.Sha256, bytes, cancellationToken);
            }

            references[local] = reference;
        }

        return references;
    }
}
