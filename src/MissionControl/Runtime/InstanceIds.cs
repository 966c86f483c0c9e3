using System.Text;

namespace MissionControl.Runtime;

/// <summary>How the ids of executions, child instances and steps are made. '~' is in no <see cref="Identifier"/>, so the parts never collide.</summary>
public static class InstanceIds
{
    /// <summary><c>run_id</c> for the first execution of a run, <c>run_id~r1</c>, <c>run_id~r2</c> ... for its retries.</summary>
    public static string Execution(string runId, int retry) => retry == 0 ? runId : $"{runId}~r{retry}";

    /// <summary>How many retries came before this execution of the run.</summary>
    public static int RetriesBefore(string runId, string executionId) =>
        executionId.Length == runId.Length ? 0 : int.Parse(executionId.AsSpan(runId.Length + 2), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary><c>{execution_id}~{first 16 hex of SHA-256 of the readable key}</c>: at most 100 characters.</summary>
    public static string Child(string executionId, string readableKey) =>
        $"{executionId}~{Wire.Sha256(Encoding.UTF8.GetBytes(readableKey))[..16]}";

    /// <summary>
    /// The idempotency key of a step, <c>{run_id}/{hop}#{round}/{step}</c>: the same on every attempt, replay and run retry;
    /// the round counts deliberate re-executions only.
    /// </summary>
    public static string StepKey(string runId, string hopId, int round, string stepId) => $"{runId}/{hopId}#{round}/{stepId}";

    /// <summary>The run that an execution or one of its child instances belongs to.</summary>
    public static string RunOf(string instanceId) => instanceId.Split('~', 2)[0];
}
