namespace MissionControl.Http.Webhooks;

/// <summary>What a button in Outlook posts.</summary>
/// <param name="Link">The link that the mail carried. Must be there when this server signs links.</param>
/// <param name="ApprovalId">In its place where this server signs none.</param>
/// <param name="Decision"><c>approve</c> or <c>reject</c>.</param>
public sealed record OutlookAction(string? Link, string? ApprovalId, string? Decision, string? Comment);
