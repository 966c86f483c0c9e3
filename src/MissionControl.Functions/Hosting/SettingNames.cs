namespace MissionControl.Functions.Hosting;

/// <summary>The settings that the app itself reads; what each means stands in the README. A part of the name after <c>__</c> is a member.</summary>
public static class SettingNames
{
    /// <summary>The platform's own storage; as a connection string it serves the stores too, where they have no addresses of their own.</summary>
    public const string Storage = "AzureWebJobsStorage";

    public const string TablesAddress = "MISSION_TABLES_URI";
    public const string BlobsAddress = "MISSION_BLOBS_URI";
    public const string Configuration = "MISSION_CONFIG";
    public const string DataDirectory = "MISSION_DATA";
    public const string Hosts = "MISSION_HOSTS";
    public const string FunctionKeyRoles = "MISSION_FUNCTION_KEY_ROLES";
    public const string AllowedHosts = "MISSION_HTTP_ALLOWED_HOSTS";
    public const string AllowPrivate = "MISSION_HTTP_ALLOW_PRIVATE";
    public const string Retention = "MISSION_RETENTION";
    public const string SecretPrefix = "MISSION_SECRET_";

    public const string SweepSchedule = "SWEEP_SCHEDULE";
    public const string NotifySchedule = "NOTIFY_SCHEDULE";
    public const string RetentionSchedule = "RETENTION_SCHEDULE";
    public const string SnapshotSchedule = "SNAPSHOT_SCHEDULE";
    public const string RollupSchedule = "RISK_ROLLUP_SCHEDULE";

    /// <summary>Set by the platform: <c>True</c> where App Service authentication stands in front of the app.</summary>
    public const string AuthenticationEnabled = "WEBSITE_AUTH_ENABLED";

    /// <summary>Set by the platform.</summary>
    public const string SiteName = "WEBSITE_HOSTNAME";
}
