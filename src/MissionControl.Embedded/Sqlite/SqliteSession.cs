using Microsoft.Data.Sqlite;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sqlite;

/// <summary>One connection to the hub's file with its prepared statements; used by one thread at a time.</summary>
internal sealed class SqliteSession : HubTables, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        History = new SqliteHistory(this);
        Instances = new SqliteInstances(this);
        Runs = new SqliteRuns(this);
        Approvals = new SqliteApprovals(this);
        Bodies = new SqliteBodies(this);
        Claims = new SqliteClaims(this);
        Records = new SqliteRecords(this);
        Life = new SqliteLife(this);
        Deliveries = new SqliteDeliveries(this);
        SeenKeys = new SqliteSeenKeys(this);
        Events = new SqliteEvents(this);
        Catalogue = new SqliteCatalogue(this);
        Keys = new SqliteKeys(this);
        Counters = new TelemetryCounters(this);
        Telemetry = new SqliteTelemetry(this, Counters);
        Risks = new SqliteRisks(this);
        Portfolio = new SqlitePortfolio(this);
        Notices = new SqliteNotices(this);
    }

    public SqliteHistory History { get; }

    public override InstanceTable Instances { get; }

    public override RunTable Runs { get; }

    public override ApprovalTable Approvals { get; }

    public override BodyTable Bodies { get; }

    public override ClaimTable Claims { get; }

    public override RecordTable Records { get; }

    public override DeliveryTable Deliveries { get; }

    public override SeenKeyTable SeenKeys { get; }

    public override LifeTable Life { get; }

    public override string HubId => Value("SELECT value FROM hub WHERE name = 'hub_id'") ?? throw new HubFormatException("The hub has no id; it was changed by something else. Put a copy back.");

    public override EventTable Events { get; }

    public override CatalogueTable Catalogue { get; }

    public override KeyTable Keys { get; }

    public TelemetryCounters Counters { get; }

    public override TelemetryTable Telemetry { get; }

    public override RiskTable Risks { get; }

    public override PortfolioTable Portfolio { get; }

    public override NoticeTable Notices { get; }

    /// <summary>Rows that the last statement inserted, changed or deleted.</summary>
    public int Changes => SQLitePCL.raw.sqlite3_changes(_connection.Handle);

    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <param name="sql">A constant; it is prepared once and kept.</param>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                _statements.Add(sql, statement = new Statement(_connection.Handle!, sql));
            }

            return statement;
        }
    }

    /// <summary>Runs statements that are used once.</summary>
    public void Execute(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    public int ReadVersion() => (int)Number("PRAGMA user_version");

    /// <returns>Null when the hub was never sealed.</returns>
    public string? ReadKeyCheck() => Value("SELECT value FROM hub WHERE name = 'key_check'");

    private string? Value(string sql)
    {
        var read = this[sql];
        var value = read.Step() ? read.Text(0) : null;
        read.Reset();
        return value;
    }

    public long Number(string sql)
    {
        var statement = this[sql];
        var number = statement.Step() ? statement.Int64(0) : 0;
        statement.Reset();
        return number;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }
}
