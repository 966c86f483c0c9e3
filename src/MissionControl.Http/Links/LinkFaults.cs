namespace MissionControl.Http.Links;

/// <summary>The faults of links in words, for audits.</summary>
internal static class LinkFaults
{
    public static string Of(LinkFault fault) => fault switch
    {
        LinkFault.UnknownKey => "the link names a key that is not live",
        LinkFault.Forged => "the signature of the link does not fit",
        LinkFault.OtherHub => "the link is of another hub",
        LinkFault.Expired => "the link has expired",
        _ => "there is no link, or not a whole one",
    };

    /// <param name="person">Who was proven to use it.</param>
    public static string Of(LinkReading reading, string person) => reading switch
    {
        { Fault: { } fault } => Of(fault),
        { Link: null } => Of(LinkFault.Malformed),
        _ => $"the link is not that of {person}",
    };
}
