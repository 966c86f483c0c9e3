using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Approvals;

/// <summary>Inputs as people see them: each shortened, all of them bounded, secrets by name only.</summary>
internal sealed class EvidenceInputs(AssetStore store, string runId, SecretRedactor redactor)
{
    /// <summary>Characters of one input.</summary>
    public const int MostOfOne = 500;

    /// <summary>Characters of all inputs together.</summary>
    public const int MostOfAll = 8000;

    private const int MostInputs = 50;

    private readonly List<EvidenceInput> _shown = [];
    private int _left = MostOfAll;

    public IReadOnlyList<EvidenceInput> Shown => _shown;

    public int LeftOut { get; private set; }

    public async Task AddAssetsAsync(IReadOnlyDictionary<string, AssetReference> assets, CancellationToken cancellationToken)
    {
        foreach (var (name, reference) in assets.OrderBy(asset => asset.Key, StringComparer.Ordinal))
        {
            await AddAsync(name, false, async () => (await AssetBody.ReadAsync(store, runId, reference, cancellationToken))["content"]);
        }
    }

    public async Task AddStepAsync(StepDefinition step, IReadOnlyDictionary<string, AssetReference> assets, CancellationToken cancellationToken)
    {
        // What may be changed is never the part that is left out.
        foreach (var mapping in step.Parameters.OrderBy(mapping => !step.Editable.Contains(mapping.Parameter)))
        {
            var editable = step.Editable.Contains(mapping.Parameter);
            if (mapping.Secret is { } secret)
            {
                Add(mapping.Parameter, $"the secret {secret}", editable);
            }
            else
            {
                await AddAsync(mapping.Parameter, editable, () => ValueAsync(mapping, assets, cancellationToken));
            }
        }

        foreach (var name in step.Editable.Where(name => !step.Parameters.Any(mapping => mapping.Parameter == name)))
        {
            Add(name, "not given", isEditable: true);
        }
    }

    private async Task<JsonNode?> ValueAsync(ParameterMapping mapping, IReadOnlyDictionary<string, AssetReference> assets, CancellationToken cancellationToken)
    {
        if (mapping.Literal is { } literal)
        {
            return JsonSerializer.SerializeToNode(literal);
        }

        var body = mapping.StateAsset is { } asset && assets.TryGetValue(asset, out var reference)
            ? await AssetBody.ReadAsync(store, runId, reference, cancellationToken)
            : [];
        return AssetPath.Parse(mapping.Path).Read(body, mapping.Optional, mapping.Default) switch
        {
            AssetPathReading.Found found => found.Value,
            _ when mapping.Default is { } value => JsonSerializer.SerializeToNode(value),
            _ when mapping.Optional => throw new NothingThereException("not given"),
            AssetPathReading.Missing missing => throw new NothingThereException($"missing: {missing.Reason}"),
            AssetPathReading.Invalid invalid => throw new NothingThereException($"cannot be read: {invalid.Reason}"),
            _ => throw new NothingThereException("not given"),
        };
    }

    private async Task AddAsync(string name, bool isEditable, Func<Task<JsonNode?>> read)
    {
        if (_shown.Count >= MostInputs || _left <= 0)
        {
            LeftOut++;
            return;
        }

        string text;
        try
        {
            var value = await read();
            text = value is JsonValue plain && plain.TryGetValue<string>(out var word) ? word : value?.ToJsonString(Wire.Options) ?? "null";
        }
        catch (NothingThereException nothing)
        {
            text = nothing.Message;
        }
        catch (AssetMissingException missing)
        {
            text = missing.Message;
        }

        Add(name, text, isEditable);
    }

    // Secrets are taken out before the text is cut: a half of one is one too.
    private void Add(string name, string text, bool isEditable)
    {
        if (_shown.Count >= MostInputs || _left <= 0)
        {
            LeftOut++;
            return;
        }

        var whole = redactor.Redact(text);
        var length = Math.Min(whole.Length, Math.Min(MostOfOne, _left));
        length = length < whole.Length && length > 0 && char.IsHighSurrogate(whole[length - 1]) ? length - 1 : length;
        _left -= length;
        _shown.Add(new EvidenceInput(redactor.Redact(name), whole[..length], length < whole.Length, isEditable));
    }

    private sealed class NothingThereException(string message) : Exception(message);
}
