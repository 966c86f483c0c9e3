using System.Text;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Replaying;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sealing;

/// <summary>Checks an exported history without its hub: every event against the seals, and the instances against each other.</summary>
public static class HistoryVerifier
{
    /// <param name="key">The hub's key in base64; null: only the links between what is there are checked.</param>
    /// <exception cref="HubKeyException">It is no key, or that of another hub.</exception>
    public static SealVerdict Verify(HistoryDocument document, string? key)
    {
        using var seals = key is null ? null : new HistorySeals(HubKey.Parse(key, "The key"));
        if (seals is not null && document.KeyCheck is { } check && check != seals.KeyCheck)
        {
            throw new HubKeyException("The history was sealed with another key than this one. Give the key of the hub that it was exported from.");
        }

        var faults = document.Instances
            .SelectMany(instance => FindFaults(document, instance, seals).Select(fault => $"'{instance.InstanceId}': {fault}"))
            .Concat(FindMissing(document))
            .ToList();
        return new SealVerdict(document.RunId, document.Instances.Count, document.Instances.Sum(instance => instance.Events.Count), seals is null, faults);
    }

    /// <summary>The key in a file that nobody but its owner can read.</summary>
    /// <exception cref="HubKeyException">There is no such file, others can read it, or it holds no key.</exception>
    public static string ReadKey(string file) =>
        Convert.ToBase64String(HubKey.Read(file) ?? throw new HubKeyException($"There is no key file '{file}'. A hub's key lies beside it, as '{HubKey.FileOf("HUB")}'."));

    private static IEnumerable<string> FindFaults(HistoryDocument document, InstanceHistory instance, HistorySeals? seals)
    {
        var fault = document.Seals.GetValueOrDefault(instance.InstanceId) is { } history ? FindFault(history, new SealCheck(seals, instance.InstanceId, history.Generation)) : "it has no seals";
        var started = (ExecutionStarted)instance.Events[0];
        string?[] faults =
        [
            fault,
            started.ParentInstanceId == instance.ParentInstanceId ? null : "its first event names another parent",
            started.Version == document.OrchestratorVersion ? null : "its first event names another version than the document",
            InstanceIds.RunOf(instance.InstanceId) == document.RunId ? null : "it does not belong to the run of the document",
            started.Name != TaskNames.Mission || Wire.Deserialize<RunInput>(started.Input ?? "null")?.MissionId == document.MissionId ? null : "its first event names another mission than the document",
        ];
        return faults.OfType<string>();
    }

    private static string? FindFault(SealedHistory history, SealCheck check)
    {
        var previous = (string?)null;
        foreach (var chunk in history.Chunks)
        {
            var bytes = Encoding.UTF8.GetBytes($"[{string.Join(',', chunk.Events)}]");
            if (check.FindFault(chunk.First, chunk.Events.Count, bytes, Bytes(chunk.Seal)) is { } fault)
            {
                return fault;
            }

            if (chunk.Previous != previous)
            {
                return $"the chunk of event {chunk.First} follows another one than the chunk before it";
            }

            previous = chunk.Seal;
        }

        if (history is not { Length: { } length, Seal: { } seal, RowSeal: { } rowSeal } || !Enum.TryParse<InstanceStatus>(history.Status.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var status))
        {
            return "its row has no seal";
        }

        var tail = new HistoryTail(length, Bytes(seal), Bytes(rowSeal));
        return check.FindFault(tail, SealCheck.Before(status)) ?? check.FindEndFault(tail);
    }

    /// <summary>A child that an event names, and an execution before a later one, belong into the document.</summary>
    private static IEnumerable<string> FindMissing(HistoryDocument document)
    {
        var ids = document.Instances.Select(instance => instance.InstanceId).ToHashSet(StringComparer.Ordinal);
        var executions = document.Instances.Count(instance => instance.ParentInstanceId is null);
        var children = document.Instances.SelectMany(instance => instance.Events).OfType<SubOrchestrationInstanceCreated>().Select(created => created.InstanceId);
        return Enumerable.Range(0, executions).Select(retry => InstanceIds.Execution(document.RunId, retry)).Concat(children)
            .Where(id => !ids.Contains(id)).Distinct()
            .Select(id => $"'{id}': it is missing, though others name it");
    }

    private static byte[] Bytes(string? seal) => seal is { Length: HistorySeals.Size * 2 } && seal.All(char.IsAsciiHexDigit) ? Convert.FromHexString(seal) : [];
}
