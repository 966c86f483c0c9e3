using System.Text;
using System.Text.Json.Nodes;

namespace MissionControl.Steps;

/// <summary>
/// Takes the secrets that a step was given out of everything it gives back: as they are, and in the encodings in which tools and servers repeat them.
/// </summary>
internal sealed class SecretRedactor
{
    private const string Mask = "***";

    /// <summary>Shorter values would mask ordinary text.</summary>
    private const int ShortestMasked = 4;

    private readonly List<string> _forms = [];

    public void Add(string secret)
    {
        if (secret.Length < ShortestMasked)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret,
            Uri.EscapeDataString(secret),
            Convert.ToBase64String(bytes),
            Convert.ToHexStringLower(bytes),
            JsonValue.Create(secret).ToJsonString()[1..^1],
        ];
        _forms.AddRange(forms.Where(form => !_forms.Contains(form)));
        _forms.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    public string Redact(string text)
    {
        foreach (var form in _forms)
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The value with every secret masked, in member names too; the value itself when no secret was given.</summary>
    public JsonNode? Redact(JsonNode? value) => _forms.Count == 0 ? value : RedactNode(value);

    private JsonNode? RedactNode(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, member) in members)
                {
                    copy[Redact(name)] = RedactNode(member);
                }

                return copy;
            case JsonArray items:
                return new JsonArray(items.Select(RedactNode).ToArray());
            case JsonValue text when text.TryGetValue<string>(out var content):
                return JsonValue.Create(Redact(content));
            default:
                return value?.DeepClone();
        }
    }
}
