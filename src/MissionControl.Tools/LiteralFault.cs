using MissionControl.Steps;

namespace MissionControl.Tools;

/// <summary>Holds a value that a document writes down against what the tool itself would refuse when it runs.</summary>
internal static class LiteralFault
{
    /// <summary>Why the tool would refuse; null when it would not.</summary>
    public static string? Of(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ToolException refusal)
        {
            return refusal.Message;
        }
    }
}
