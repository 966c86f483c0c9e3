namespace MissionControl.Simulation.Scenarios;

/// <summary>What the tool does in one step. The same on every call of the same attempt.</summary>
internal sealed record StepScript
{
    /// <summary>Attempts up to this one fail.</summary>
    public int FailingAttempts { get; init; }

    /// <summary>Rounds up to this one are the failing ones.</summary>
    public int FailingRounds { get; init; } = int.MaxValue;

    /// <summary>Attempts up to this one hang until they are cancelled.</summary>
    public int HangingAttempts { get; init; }

    public TimeSpan Takes { get; init; }

    /// <summary>It writes a record under its idempotency key.</summary>
    public bool Writes { get; init; }

    public bool AtMostOnce { get; init; }
}

/// <summary>One run: what is started, what its tools and the people around it do, and how much its end depends on races.</summary>
internal sealed record RunScenario(string RunId, byte[] Document, string Input)
{
    /// <summary>Hop and step id to what the tool does there.</summary>
    public required IReadOnlyDictionary<(string Hop, string Step), StepScript> Scripts { get; init; }

    /// <summary>Approval subjects that people reject, as <c>hop/step#round</c>.</summary>
    public required IReadOnlySet<string> Rejected { get; init; }

    /// <summary>Approval subjects that nobody looks at; they have a deadline.</summary>
    public required IReadOnlySet<string> Ignored { get; init; }

    /// <summary>Two people vote against each other.</summary>
    public bool IsContested { get; init; }

    public bool IsTerminated { get; init; }

    public bool IsSuspended { get; init; }

    public bool IsPurged { get; init; }

    /// <summary>People retry it so often when it failed.</summary>
    public int Retries { get; init; }

    /// <summary>Its end depends on time or on who comes first.</summary>
    public bool IsRacy { get; init; }

    public bool HasAtMostOnce => Scripts.Values.Any(script => script.AtMostOnce);

    /// <summary>Hops that can end the run badly: with more than one the first one wins.</summary>
    public int Breakers { get; init; }

    /// <summary>Hops that do not simply complete. Where one of them ends the run, how far another had come then decides what a retry makes of it.</summary>
    public int Fragile { get; init; }
}
