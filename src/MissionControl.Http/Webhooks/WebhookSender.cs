using MissionControl.Http.Channels;

namespace MissionControl.Http.Webhooks;

/// <summary>A system that may call us, and the persons whose votes it may bring.</summary>
internal sealed record WebhookSender(string Name, WebhookSignature Signature, IReadOnlyList<string> VotesFor);
