using MissionControl.Steps;

namespace MissionControl.Tools.Records;

internal static class StoreName
{
    /// <exception cref="ToolException">The name is no id.</exception>
    public static string Check(string value) => Identifier.IsValid(value)
        ? value
        : throw new ToolException("invalid_parameter", $"'store_name' is not an id: use {Identifier.Rule}.", retryable: false);
}
