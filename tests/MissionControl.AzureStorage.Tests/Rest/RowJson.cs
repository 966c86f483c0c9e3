using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Rest;

/// <summary>Rows as the table service's JSON tells them.</summary>
internal static class RowJson
{
    private const string TypeSuffix = "@odata.type";

    public static JsonObject Write(TableRow row)
    {
        var json = new JsonObject { ["PartitionKey"] = row.Key.Partition, ["RowKey"] = row.Key.Row };
        foreach (var (name, value) in row.Columns)
        {
            (string? type, JsonNode node) = value switch
            {
                string text => (null, JsonValue.Create(text)),
                bool flag => (null, JsonValue.Create(flag)),
                long number => ("Edm.Int64", JsonValue.Create(number.ToString(CultureInfo.InvariantCulture))),
                double number => ("Edm.Double", JsonValue.Create(number)),
                DateTimeOffset time => ("Edm.DateTime", JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture))),
                byte[] bytes => ("Edm.Binary", JsonValue.Create(Convert.ToBase64String(bytes))),
                _ => throw new ArgumentException($"Column '{name}' has a {value.GetType().Name}, which is no type of a column."),
            };
            json[name] = node;
            if (type is not null)
            {
                json[name + TypeSuffix] = type;
            }
        }

        return json;
    }

    public static TableRow Read(JsonObject json)
    {
        var columns = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in json)
        {
            if (value is not null && name is not ("PartitionKey" or "RowKey" or "Timestamp") && !name.Contains("odata.", StringComparison.Ordinal))
            {
                columns[name] = Value(value, (string?)json[name + TypeSuffix]);
            }
        }

        return new TableRow(new TableKey((string)json["PartitionKey"]!, (string)json["RowKey"]!), columns) { Tag = (string?)json["odata.etag"] };
    }

    private static object Value(JsonNode value, string? type) => type switch
    {
        "Edm.Int64" => long.Parse((string)value!, CultureInfo.InvariantCulture),
        "Edm.Double" => (double)value,
        "Edm.DateTime" => DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        "Edm.Binary" => Convert.FromBase64String((string)value!),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => (string)value!,
            JsonValueKind.True or JsonValueKind.False => (bool)value,
            _ => (double)value,
        },
    };
}
