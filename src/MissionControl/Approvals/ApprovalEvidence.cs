namespace MissionControl.Approvals;

/// <summary>What a person needs to decide; made by an activity when the approval is asked for. Bounded, and without secrets.</summary>
/// <param name="What">One sentence: what will happen when it is approved.</param>
/// <param name="OnReject">What follows a rejection, a sentence.</param>
/// <param name="OnTimeout">What follows when nobody decides in time, a sentence.</param>
public sealed record ApprovalEvidence(string What, string OnReject, string OnTimeout)
{
    public IReadOnlyList<EvidenceInput> Inputs { get; init; } = [];

    /// <summary>Further inputs that are not shown.</summary>
    public int InputsLeftOut { get; init; }

    /// <summary>Sentences: what makes it risky. Empty: nothing known.</summary>
    public IReadOnlyList<string> Risk { get; init; } = [];

    /// <summary>Null: not known.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>Null: not known.</summary>
    public decimal? EstimatedMinutes { get; init; }
}

/// <summary>One input as people see it.</summary>
/// <param name="Shown">Its value in JSON or as plain text, shortened; of a secret only the name.</param>
/// <param name="IsCut">True when the value is longer than what is shown.</param>
/// <param name="IsEditable">True when an approver may change it.</param>
public sealed record EvidenceInput(string Name, string Shown, bool IsCut = false, bool IsEditable = false);
