namespace MissionControl.Telemetry;

/// <summary>What work cost, in US dollars and tokens; the dollars are the sum of what steps, agents and people cost.</summary>
public sealed record Cost
{
    public static Cost Zero { get; } = new();

    public decimal Usd => StepsUsd + AgentsUsd + PeopleUsd;

    /// <summary>What the tool steps reported.</summary>
    public decimal StepsUsd { get; init; }

    /// <summary>The agents' prices per task.</summary>
    public decimal AgentsUsd { get; init; }

    /// <summary>The time that people took, at the hourly rate.</summary>
    public decimal PeopleUsd { get; init; }

    public long TokensIn { get; init; }

    public long TokensOut { get; init; }

    public static Cost operator +(Cost left, Cost right) => new()
    {
        StepsUsd = left.StepsUsd + right.StepsUsd,
        AgentsUsd = left.AgentsUsd + right.AgentsUsd,
        PeopleUsd = left.PeopleUsd + right.PeopleUsd,
        TokensIn = left.TokensIn + right.TokensIn,
        TokensOut = left.TokensOut + right.TokensOut,
    };
}
