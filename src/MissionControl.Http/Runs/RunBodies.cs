using System.Text.Json;

namespace MissionControl.Http.Runs;

/// <summary>The body of a start by the mission's id.</summary>
public sealed record StartBody
{
    /// <summary>Contents of inputs, by id.</summary>
    public Dictionary<string, JsonElement>? Inputs { get; init; }

    /// <summary>The run's id; without one it is made up.</summary>
    public string? RunId { get; init; }

    /// <summary>In whose name, when that is not the caller; it takes an admin to say so.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Absolute, or empty for none; only the command line of the server's own user may name one.</summary>
    public string? DataDirectory { get; init; }
}

/// <summary>The body of a start with the document in it.</summary>
public sealed record StartDocumentBody
{
    /// <summary>The mission's document.</summary>
    public required JsonElement Mission { get; init; }

    /// <summary>Contents of inputs, by id.</summary>
    public Dictionary<string, JsonElement>? Inputs { get; init; }

    /// <summary>The run's id; without one it is made up.</summary>
    public string? RunId { get; init; }

    /// <summary>In whose name, when that is not the caller; it takes an admin to say so.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Absolute, or empty for none; only the command line of the server's own user may name one.</summary>
    public string? DataDirectory { get; init; }

    internal StartBody Start => new() { Inputs = Inputs, RunId = RunId, RequestedBy = RequestedBy, DataDirectory = DataDirectory };
}

/// <summary>The body of a command on a run; it may be left out.</summary>
public sealed record CommandBody
{
    /// <summary>Why; it stands in the history.</summary>
    public string? Reason { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}

/// <summary>What an accepted event is called.</summary>
public sealed record EventAnswer(string RunId, string Name, string? EventId);
