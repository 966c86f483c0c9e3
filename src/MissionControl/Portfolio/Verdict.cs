namespace MissionControl.Portfolio;

/// <summary>The portfolio's risk in one word.</summary>
public enum Verdict
{
    /// <summary>None of the other two.</summary>
    Low,

    /// <summary>A mission is at risk or a high risk is open.</summary>
    Medium,

    /// <summary>An executive trigger is active.</summary>
    High,
}

public static class Verdicts
{
    public static Verdict Of(bool triggerIsActive, int missionsAtRisk, bool highRiskIsOpen) =>
        triggerIsActive ? Verdict.High : missionsAtRisk > 0 || highRiskIsOpen ? Verdict.Medium : Verdict.Low;

    /// <summary>As reports write it.</summary>
    public static string Word(Verdict verdict) => Wire.Word(verdict).ToUpperInvariant();
}
