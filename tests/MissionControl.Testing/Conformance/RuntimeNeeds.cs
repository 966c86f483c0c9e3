namespace MissionControl.Testing.Conformance;

/// <summary>What a fact needs of a runtime beyond running orchestrations, and what a runtime's test host offers.</summary>
[Flags]
public enum RuntimeNeeds
{
    /// <summary>Every runtime: it waits at most two seconds, really.</summary>
    None = 0,

    /// <summary>Time that a test moves on.</summary>
    VirtualTime = 1,

    /// <summary>The process can be killed and started again, also with other code.</summary>
    Crash = 2,

    /// <summary>The recorded history of an instance can be read.</summary>
    Replay = 4,

    /// <summary>A child ends when its parent ends, whatever ended it, and an id in use fails the task. Our missions do without: they await every child.</summary>
    ChildEnds = 8,

    /// <summary>An activity in flight hears that nobody waits for it any more, and holds up no other.</summary>
    ActivityEnds = 16,
}

/// <summary>On a runtime's conformance tests: what its host offers. Facts that need more are skipped and say so.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RuntimeOffersAttribute(RuntimeNeeds offers) : Attribute
{
    public RuntimeNeeds Offers { get; } = offers;
}
