namespace MissionControl.Http.Problems;

/// <summary>One fault of a request.</summary>
/// <param name="Pointer">JSON pointer to the place in the request's body, for example <c>/inputs/label</c>; empty for the whole body.</param>
/// <param name="Detail">What was found there, and what would be right.</param>
public sealed record ProblemError(string Pointer, string Detail);
