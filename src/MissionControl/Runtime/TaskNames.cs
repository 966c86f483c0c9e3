namespace MissionControl.Runtime;

/// <summary>The names of our orchestrators and activities: the same in every runtime, recorded in every history, therefore never changed.</summary>
public static class TaskNames
{
    public const string Mission = "Mission";
    public const string Hop = "Hop";
    public const string Approval = "Approval";

    public const string PlanMission = "PlanMission";
    public const string CheckOutputs = "CheckOutputs";
    public const string RouteHop = "RouteHop";
    public const string RunStep = "RunStep";
    public const string RequestApproval = "RequestApproval";
    public const string SettleApproval = "SettleApproval";
    public const string RecordTelemetry = "RecordTelemetry";
    public const string EndRun = "EndRun";

    /// <summary>Only where the runtime does not record the status of a run by itself.</summary>
    public const string RecordRun = "RecordRun";
}

/// <summary>The names of the events that our orchestrators send each other. A waiting approval's own event is named by its id.</summary>
public static class EventNames
{
    /// <summary>To a hop: start no new step, give up waiting, return where you are.</summary>
    public const string Stop = "stop";

    /// <summary>To a mission: a hop began or ceased to wait for a person.</summary>
    public const string HopNotice = "hop_notice";

    /// <summary>To an approval: nobody needs it any more.</summary>
    public const string Cancel = "cancel";
}
