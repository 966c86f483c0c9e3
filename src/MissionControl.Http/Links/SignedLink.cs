namespace MissionControl.Http.Links;

/// <summary>What a link says, and what its signature binds: one person's way to one approval of one hub, for a time.</summary>
/// <param name="Hub">The id of the hub that made it.</param>
/// <param name="Approver">Whose vote it carries.</param>
/// <param name="Channel">The channel that brought it, for example <c>email</c>: what its vote is said to have come through.</param>
/// <param name="Decisions">The decisions that it can carry: <c>approve</c>, <c>reject</c>.</param>
/// <param name="Nonce">Random: no two links are equal.</param>
public sealed record SignedLink(
    string Hub,
    string RunId,
    string ApprovalId,
    string Approver,
    string Channel,
    IReadOnlyList<string> Decisions,
    DateTimeOffset Issued,
    DateTimeOffset Expires,
    string Nonce)
{
    public const string Approve = "approve";
    public const string Reject = "reject";

    public static IReadOnlyList<string> BothDecisions { get; } = [Approve, Reject];
}

/// <summary>Why a link is not taken.</summary>
public enum LinkFault
{
    /// <summary>It is no link, or not whole.</summary>
    Malformed,

    /// <summary>No key of that id is live.</summary>
    UnknownKey,

    /// <summary>The signature does not fit.</summary>
    Forged,

    /// <summary>It was signed for another hub.</summary>
    OtherHub,

    /// <summary>Its time is over, or has not begun.</summary>
    Expired,
}

/// <summary>How the reading of a link ended.</summary>
/// <param name="Link">What it says, as far as that could be read; to be believed only without a fault or as <see cref="LinkFault.Expired"/>.</param>
public readonly record struct LinkReading(SignedLink? Link, LinkFault? Fault);
