using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MissionControl.Embedded.Tests.Sealing;

/// <summary>Somebody with write access to a hub file that nobody owns, and without its key.</summary>
internal static class HubEditor
{
    public static void Run(string hubFile, string sql)
    {
        using var connection = Open(hubFile);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All values of the rows, as text, a line per row.</summary>
    public static string Read(string hubFile, string sql)
    {
        using var connection = Open(hubFile);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        }

        return string.Join('\n', lines);
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static SqliteConnection Open(string hubFile)
    {
        var connection = new SqliteConnection($"Data Source={hubFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
