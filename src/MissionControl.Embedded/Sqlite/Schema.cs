namespace MissionControl.Embedded.Sqlite;

/// <summary>The tables of a hub file. A change adds a script to the end of <see cref="Versions"/>; a published script is never edited.</summary>
internal static class Schema
{
    /// <summary>"MCHB" in the header of the file: it is a hub.</summary>
    public const int ApplicationId = 0x4D434842;

    public static readonly string[] Versions =
    [
        """
        CREATE TABLE hub(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE instances(
          key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, run_id TEXT,
          parent_id TEXT, parent_task INTEGER, parent_generation INTEGER, generation INTEGER NOT NULL,
          status INTEGER NOT NULL, active INTEGER NOT NULL, custom_status TEXT, output TEXT, error TEXT, seen_events TEXT,
          created_at INTEGER NOT NULL, completed_at INTEGER, length INTEGER, seal BLOB);
        CREATE INDEX instances_active ON instances(active) WHERE active = 1;

        CREATE TABLE history(key INTEGER NOT NULL, first INTEGER NOT NULL, events BLOB NOT NULL, seal BLOB, PRIMARY KEY(key, first)) WITHOUT ROWID;
        CREATE TABLE timers(key INTEGER NOT NULL, task INTEGER NOT NULL, generation INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY(key, task)) WITHOUT ROWID;
        CREATE TABLE inbox(id INTEGER PRIMARY KEY, target TEXT NOT NULL, generation INTEGER, event TEXT NOT NULL);

        CREATE TABLE runs(
          run_id TEXT PRIMARY KEY, mission_id TEXT NOT NULL, execution_id TEXT NOT NULL, status INTEGER NOT NULL, definition_hash TEXT NOT NULL,
          input_hashes TEXT NOT NULL, data_directory TEXT, requested_by TEXT, created_at INTEGER NOT NULL, completed_at INTEGER,
          progress TEXT, result TEXT, error TEXT);
        CREATE INDEX runs_newest ON runs(created_at);
        CREATE INDEX runs_of_status ON runs(status, created_at);
        CREATE INDEX runs_of_mission ON runs(mission_id, created_at);
        CREATE INDEX runs_of_definition ON runs(definition_hash);

        CREATE TABLE definitions(sha256 TEXT PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE assets(run_id TEXT NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(run_id, sha256));
        CREATE TABLE claims(run_id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(run_id, key)) WITHOUT ROWID;

        CREATE TABLE approvals(
          approval_id TEXT PRIMARY KEY, run_id TEXT NOT NULL, open INTEGER NOT NULL, requested_at INTEGER NOT NULL, record TEXT NOT NULL);
        CREATE INDEX approvals_of_run ON approvals(run_id, requested_at);
        CREATE INDEX approvals_open ON approvals(requested_at) WHERE open = 1;

        CREATE TABLE record_stores(name TEXT PRIMARY KEY, key_field TEXT, last_position INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE records(store TEXT NOT NULL, position INTEGER NOT NULL, key TEXT, record TEXT NOT NULL, PRIMARY KEY(store, position)) WITHOUT ROWID;
        CREATE INDEX records_of_key ON records(store, key) WHERE key IS NOT NULL;
        CREATE TABLE record_receipts(store TEXT NOT NULL, idempotency_key TEXT NOT NULL, written INTEGER NOT NULL, total INTEGER NOT NULL,
          PRIMARY KEY(store, idempotency_key)) WITHOUT ROWID;
        """,
        "ALTER TABLE instances ADD COLUMN row_seal BLOB;",
        """
        INSERT INTO hub(name, value) VALUES('hub_id', lower(hex(randomblob(16))));

        CREATE TABLE deliveries(
          delivery_id TEXT PRIMARY KEY, notification_id TEXT NOT NULL, channel TEXT NOT NULL, run_id TEXT, next_at INTEGER, ended_at INTEGER, delivery TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX deliveries_due ON deliveries(channel, next_at, delivery_id) WHERE next_at IS NOT NULL;
        CREATE INDEX deliveries_ended ON deliveries(ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX deliveries_of_notification ON deliveries(notification_id);
        CREATE INDEX deliveries_of_run ON deliveries(run_id) WHERE run_id IS NOT NULL;

        CREATE TABLE seen_keys(scope TEXT NOT NULL, key TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY(scope, key)) WITHOUT ROWID;
        CREATE INDEX seen_keys_until ON seen_keys(until);
        """,
        """
        ALTER TABLE approvals ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX approvals_with_notices ON approvals(requested_at) WHERE notices = 1;
        CREATE TABLE approval_audit(approval_id TEXT NOT NULL, number INTEGER NOT NULL, entry TEXT NOT NULL, PRIMARY KEY(approval_id, number)) WITHOUT ROWID;
        """,
        """
        ALTER TABLE runs ADD COLUMN start_key TEXT;
        ALTER TABLE runs ADD COLUMN start_request TEXT;
        CREATE UNIQUE INDEX runs_of_start_key ON runs(start_key) WHERE start_key IS NOT NULL;

        CREATE TABLE run_events(sequence INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, event BLOB NOT NULL);
        CREATE INDEX run_events_of_run ON run_events(run_id);

        CREATE TABLE missions(
          mission_id TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, saved_at INTEGER NOT NULL, saved_by TEXT,
          document BLOB NOT NULL, PRIMARY KEY(mission_id, number));

        CREATE TABLE api_keys(key_id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, key TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE access_refusals(
          id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, minute INTEGER NOT NULL, kind TEXT NOT NULL, key_id TEXT NOT NULL,
          address TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE(minute, kind, key_id, address));
        """,
        """
        CREATE TABLE suspects(instance_id TEXT PRIMARY KEY, generation INTEGER NOT NULL, length INTEGER NOT NULL, deaths INTEGER NOT NULL, at_stake INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX instances_quarantined ON instances(id) WHERE status = 7;
        """,

        // In the order of their commits chunks lie close together, whomever they belong to: a transaction touches a third of the pages.
        """
        ALTER TABLE history RENAME TO clustered_history;
        CREATE TABLE history(key INTEGER NOT NULL, first INTEGER NOT NULL, events BLOB NOT NULL, seal BLOB);
        INSERT INTO history SELECT key, first, events, seal FROM clustered_history ORDER BY key, first;
        DROP TABLE clustered_history;
        CREATE UNIQUE INDEX history_of_instance ON history(key, first);
        """,
        """
        CREATE TABLE telemetry_runs(
          id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, mission_id TEXT NOT NULL, started_at INTEGER NOT NULL, counted_at INTEGER,
          completed INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX telemetry_runs_active ON telemetry_runs(run_id) WHERE counted_at IS NULL;
        CREATE INDEX telemetry_runs_ended ON telemetry_runs(mission_id, counted_at);
        CREATE INDEX telemetry_runs_latest ON telemetry_runs(mission_id, started_at, run_id, counted_at) WHERE counted_at IS NOT NULL;
        CREATE INDEX telemetry_runs_completed ON telemetry_runs(mission_id, started_at, run_id, counted_at) WHERE completed = 1;
        CREATE INDEX telemetry_runs_backwards ON telemetry_runs(mission_id, started_at, run_id, counted_at) WHERE counted_at < started_at;

        CREATE TABLE task_logs(
          id INTEGER PRIMARY KEY, run_id TEXT NOT NULL, task_id TEXT NOT NULL, round INTEGER NOT NULL, mission_id TEXT NOT NULL, own_agent_id TEXT,
          ended_at INTEGER, record BLOB NOT NULL, UNIQUE(run_id, task_id, round));
        CREATE INDEX task_logs_ended ON task_logs(mission_id, ended_at);
        CREATE INDEX task_logs_of_agent ON task_logs(own_agent_id, ended_at) WHERE own_agent_id IS NOT NULL;

        CREATE TABLE interventions(
          key TEXT PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, run_id TEXT NOT NULL, mission_id TEXT NOT NULL, task_id TEXT, count INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX interventions_of_run ON interventions(run_id);
        CREATE INDEX interventions_at ON interventions(mission_id, at);

        CREATE TABLE portfolio_hours(
          hour INTEGER PRIMARY KEY, completed INTEGER NOT NULL, interventions INTEGER NOT NULL, escalations INTEGER NOT NULL, costed INTEGER NOT NULL, cost NOT NULL);
        CREATE TABLE portfolio_tasks(id INTEGER PRIMARY KEY, mission_id TEXT NOT NULL, task_id TEXT NOT NULL, UNIQUE(mission_id, task_id));
        CREATE TABLE task_hours(
          hour INTEGER NOT NULL, task INTEGER NOT NULL, logs INTEGER NOT NULL, delay NOT NULL, overrun NOT NULL, PRIMARY KEY(hour, task)) WITHOUT ROWID;
        CREATE TABLE task_days(
          day INTEGER NOT NULL, task INTEGER NOT NULL, logs INTEGER NOT NULL, delay NOT NULL, overrun NOT NULL, PRIMARY KEY(day, task)) WITHOUT ROWID;
        CREATE TABLE agent_tallies(
          agent_id TEXT PRIMARY KEY, logs INTEGER NOT NULL, done INTEGER NOT NULL, done_minutes NOT NULL, decided INTEGER NOT NULL, approved INTEGER NOT NULL,
          escalated INTEGER NOT NULL, spared INTEGER NOT NULL, last_ended_at INTEGER) WITHOUT ROWID;

        CREATE TABLE hop_assignments(run_id TEXT NOT NULL, task_id TEXT NOT NULL, agent_id TEXT NOT NULL, PRIMARY KEY(run_id, task_id)) WITHOUT ROWID;
        CREATE INDEX hop_assignments_of_agent ON hop_assignments(agent_id);

        CREATE TABLE risk_events(event_id TEXT PRIMARY KEY, mission_id TEXT NOT NULL, run_id TEXT, detected_at INTEGER NOT NULL, open INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX risk_events_latest ON risk_events(detected_at, event_id);
        CREATE INDEX risk_events_open ON risk_events(mission_id, detected_at, event_id) WHERE open = 1;
        CREATE INDEX risk_events_of_mission ON risk_events(mission_id, detected_at, event_id);
        CREATE INDEX risk_events_of_run ON risk_events(run_id, detected_at, event_id);
        CREATE TABLE risk_counts(
          mission_id TEXT NOT NULL, risk_type TEXT NOT NULL, severity TEXT NOT NULL, open INTEGER NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY(mission_id, risk_type, severity, open)) WITHOUT ROWID;

        CREATE TABLE portfolio_snapshots(day INTEGER PRIMARY KEY, record BLOB NOT NULL);
        CREATE TABLE risk_rollups(day INTEGER PRIMARY KEY, record BLOB NOT NULL);
        CREATE TABLE active_triggers(trigger_type TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE trigger_history(fired_at INTEGER NOT NULL, trigger_type TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY(fired_at, trigger_type)) WITHOUT ROWID;
        CREATE TABLE ticks(schedule TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE imports(version TEXT NOT NULL, imported_at INTEGER NOT NULL);
        CREATE TABLE imported_files(name TEXT PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE notices(id INTEGER PRIMARY KEY AUTOINCREMENT, notification_id TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
        """,
    ];
}
