namespace MissionControl.Missions.Reading;

/// <summary>The fields that one kind of object of the document has.</summary>
/// <param name="What">The object in words, for error texts.</param>
/// <param name="Ignored">Fields that running systems write into documents; read over.</param>
internal sealed record DocumentShape(string What, IReadOnlyList<string> Members, IReadOnlyList<string> Ignored)
{
    private static readonly string[] Runtime =
        ["state", "status", "is_resolved", "current_hop_index", "current_step_index", "created_at", "updated_at", "error"];

    public static DocumentShape Mission { get; } = new(
        "a mission",
        ["schema_version", "mission_id", "name", "description", "goal", "success_criteria", "inputs", "outputs", "hops", "kpis", "approvals", "owner", "budget", "timeout", "metadata"],
        [.. Runtime, "$schema"]);

    public static DocumentShape Asset { get; } = new("an asset", ["id", "name", "type", "content", "metadata"], Runtime);

    public static DocumentShape ListType { get; } = new("a list type", ["type", "items"], []);

    public static DocumentShape Hop { get; } = new(
        "a hop",
        [
            "id", "key", "name", "description", "input_mapping", "output_mapping", "steps", "depends_on", "order", "agent", "capability",
            "requires_human_approval", "approval", "estimated_duration_minutes", "estimated_cost_usd", "retry", "timeout", "on_failure", "on_reject",
        ],
        Runtime);

    public static DocumentShape Input { get; } = new("an input mapping", ["asset", "optional", "default"], []);

    public static DocumentShape Step { get; } = new(
        "a step",
        ["id", "tool_name", "description", "parameter_mapping", "result_mapping", "retry", "timeout", "at_most_once", "requires_human_approval", "approval", "editable"],
        Runtime);

    public static DocumentShape Parameter { get; } = new(
        "a parameter mapping", ["state_asset", "path", "optional", "default", "literal", "secret"], []);

    public static DocumentShape Result { get; } = new("a result mapping", ["state_asset", "path", "discard"], []);

    public static DocumentShape Retry { get; } = new(
        "a retry policy", ["max_attempts", "first_interval", "backoff_coefficient", "max_interval", "non_retryable_errors"], []);

    public static DocumentShape Kpi { get; } = new(
        "a KPI", ["state_asset", "path", "target", "baseline", "max", "min", "threshold", "direction", "primary"], []);

    /// <summary>The fields of every policy of approvals.</summary>
    public static readonly IReadOnlyList<string> Policy = ["approvers", "rule", "quorum", "remind_after", "due", "escalate_to", "on_timeout", "comment"];

    public static DocumentShape Approvals { get; } = new("the approvals section", ["plan", "outputs", .. Policy], []);

    public static DocumentShape Approval { get; } = new("an approval", Policy, []);

    public static DocumentShape Escalation { get; } = new("a level of escalation", ["approvers", "due"], []);

    public static DocumentShape Budget { get; } = new("a budget", ["usd", "duration_minutes"], []);
}
