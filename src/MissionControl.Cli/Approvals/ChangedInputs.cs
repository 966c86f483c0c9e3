using System.Text.Json;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Approvals;

/// <summary>What <c>--set</c> says: JSON where that fits the input's type, text otherwise. Whether it may be changed the record judges.</summary>
internal static class ChangedInputs
{
    /// <exception cref="UsageException">One has no name or is given twice.</exception>
    public static Dictionary<string, JsonElement>? Read(ApprovalRecord approval, IReadOnlyList<string> given)
    {
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            var split = one.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new UsageException($"--set {PlainText.Short(one, 80)}: it names no parameter. Write --set parameter=value.");
            }

            var name = one[..split];
            var type = approval.Editable.FirstOrDefault(input => input.Name == name)?.Type ?? AssetType.Any;
            if (!changes.TryAdd(name, JsonSerializer.SerializeToElement(GivenInputs.Content(type, one[(split + 1)..]))))
            {
                throw new UsageException($"--set {PlainText.Line(name)}: it is given twice. Give it once.");
            }
        }

        return changes.Count == 0 ? null : changes;
    }
}
