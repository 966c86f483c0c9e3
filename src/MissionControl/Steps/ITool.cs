using System.Text.Json.Nodes;

namespace MissionControl.Steps;

/// <summary>
/// The work of one step. A person adds a tool by writing one class and registering it in the <see cref="ToolRegistry"/>.
/// </summary>
/// <remarks>
/// It runs at least once: a tool that writes uses <see cref="ToolContext.IdempotencyKey"/> to apply its effect once.
/// One instance serves many steps at the same time.
/// </remarks>
public interface ITool
{
    ToolSignature Signature { get; }

    /// <param name="input">Every parameter of the signature that was given or has a default, checked against its type, under its first name.</param>
    /// <exception cref="ToolException">The step failed for a reason that the tool can name.</exception>
    Task<ToolResult> RunAsync(ToolInput input, ToolContext context);
}

/// <summary>What a tool returned: values by output name, checked against the signature by the step.</summary>
public sealed record ToolResult(JsonObject Outputs)
{
    public StepCost? Cost { get; init; }

    public static ToolResult Of(string output, JsonNode? value) => new(new JsonObject { [output] = value });
}

/// <summary>What a step spent.</summary>
public sealed record StepCost(decimal Usd, long TokensIn = 0, long TokensOut = 0);

/// <summary>A step failed for a reason the tool can name.</summary>
/// <param name="errorType">A stable snake_case word that <c>non_retryable_errors</c> can list, for example <c>http_404</c>.</param>
/// <param name="message">What was found, where, and the cure; no secrets.</param>
/// <param name="retryable">False when another attempt cannot help.</param>
public sealed class ToolException(string errorType, string message, bool retryable = true) : Exception(message)
{
    public string ErrorType { get; } = errorType;

    public bool Retryable { get; } = retryable;
}
