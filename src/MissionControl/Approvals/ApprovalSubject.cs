namespace MissionControl.Approvals;

/// <summary>What an approval is about.</summary>
public enum ApprovalSubjectKind
{
    Plan,
    Hop,
    Step,
    Output,
}

/// <summary>The subject of an approval and the round it is asked in. Hop and step are set as far as the kind has them.</summary>
public sealed record ApprovalSubject(ApprovalSubjectKind Kind, int Round, string? HopId = null, string? StepId = null, string? AssetId = null)
{
    /// <summary><c>{execution_id}~plan~1</c>, <c>~hop~{hop}~{round}</c>, <c>~step~{hop}~{step}~{round}</c>, <c>~output~{asset}~{round}</c>.</summary>
    public string ApprovalId(string executionId) => Kind switch
    {
        ApprovalSubjectKind.Plan => $"{executionId}~plan~{Round}",
        ApprovalSubjectKind.Hop => $"{executionId}~hop~{HopId}~{Round}",
        ApprovalSubjectKind.Step => $"{executionId}~step~{HopId}~{StepId}~{Round}",
        _ => $"{executionId}~output~{AssetId}~{Round}",
    };
}
