using MissionControl.Steps;

namespace MissionControl.Tests.Missions;

/// <summary>A tool that missions are checked against and that nobody runs.</summary>
internal sealed class SignatureTool(ToolSignature signature) : ITool
{
    public ToolSignature Signature { get; } = signature;

    public Task<ToolResult> RunAsync(ToolInput input, ToolContext context) => throw new NotSupportedException("A check runs no tool.");
}
