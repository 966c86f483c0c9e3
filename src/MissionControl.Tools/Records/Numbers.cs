using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Tools.Records;

/// <summary>Reads JSON numbers as decimals; a number too large for one is not read.</summary>
internal static class Numbers
{
    public static bool TryRead(JsonNode? value, out decimal number)
    {
        number = 0;
        return value?.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The sum, or the largest or smallest number there is when it lies beyond.</summary>
    public static decimal AddSaturating(decimal left, decimal right)
    {
        if (left > 0 && right > decimal.MaxValue - left)
        {
            return decimal.MaxValue;
        }

        return left < 0 && right < decimal.MinValue - left ? decimal.MinValue : left + right;
    }
}
