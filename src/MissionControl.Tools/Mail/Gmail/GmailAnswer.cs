using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Gmail;

/// <summary>Reads members of Gmail's JSON; what has another type than documented counts as absent.</summary>
internal static class GmailAnswer
{
    public static JsonElement? Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string RequiredText(JsonElement answer, string name) =>
        Text(answer, name) ?? throw new ToolException("bad_response", $"Gmail's answer lacks the text '{name}'. Check the configured Gmail address.");

    public static IEnumerable<JsonElement> List(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IEnumerable<string> Texts(JsonElement answer, string name) =>
        List(answer, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    /// <summary>The message itself: base64url in the member <c>raw</c>.</summary>
    public static byte[] Raw(JsonElement answer)
    {
        try
        {
            return Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(RequiredText(answer, "raw")));
        }
        catch (FormatException)
        {
            throw new MalformedMessageException("Gmail's base64 of it is damaged.");
        }
    }

    /// <summary>When Gmail received it; stands in for a missing Date header.</summary>
    public static DateTimeOffset? ReceivedAt(JsonElement answer) =>
        long.TryParse(Text(answer, "internalDate"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253402300800000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
