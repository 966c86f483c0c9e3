using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MissionControl.Embedded.Sqlite;

/// <summary>A prepared statement that is used again and again: the commands of the provider allocate a reader per row.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public Statement Bind(int index, DateTimeOffset? value) => Bind(index, value?.UtcTicks);

    /// <summary>Exact: a whole number of millionths where it is one, which takes few bytes and is read fast, else its text.</summary>
    public Statement Bind(int index, decimal value)
    {
        var millionths = Math.Abs(value) < ExactSum.Largest ? value * ExactSum.Million : 0.5m;
        return decimal.IsInteger(millionths) ? Bind(index, (long)millionths) : Bind(index, value.ToString(CultureInfo.InvariantCulture));
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    /// <param name="utf8">A text.</param>
    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, index, utf8));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // SQLite takes an empty blob for null when its address is null.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, byte[]? value) => value is null ? BindNull(index) : Bind(index, value.AsSpan());

    /// <summary>Runs to the end; the statement is ready for the next values.</summary>
    public void Run()
    {
        while (Step())
        {
            // The rows of a change are of no interest.
        }
    }

    /// <summary>True while there is a row to read.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        var reset = raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? reset : result);
        return false;
    }

    /// <summary>Ends reading before the last row.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public DateTimeOffset Time(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? NullableTime(int column) => IsNull(column) ? null : Time(column);

    public bool IsInteger(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_INTEGER;

    public decimal Decimal(int column) =>
        IsInteger(column) ? Int64(column) / ExactSum.Million : decimal.Parse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection);
        }
    }
}
