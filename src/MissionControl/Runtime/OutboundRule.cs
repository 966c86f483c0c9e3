namespace MissionControl.Runtime;

/// <summary>Which addresses calls to the outside may reach.</summary>
/// <param name="Hosts">The only hosts; <c>*.example.org</c> stands for all below. Empty: any.</param>
/// <param name="AllowPrivateAddresses">False: public addresses only, whatever a name resolves to at the moment of the connection.</param>
public sealed record OutboundRule(IReadOnlyList<string> Hosts, bool AllowPrivateAddresses);

/// <summary>Makes what carries calls under a rule: it follows no redirect, keeps no cookie and uses no proxy. The caller disposes of it.</summary>
public delegate HttpMessageHandler OutboundHandler(OutboundRule rule);
