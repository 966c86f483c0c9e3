using System.Globalization;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Problems;
using MissionControl.Missions;

namespace MissionControl.Http.Paging;

/// <summary>Reads the query of a request: each name known and given once, each value of its kind.</summary>
internal sealed class QueryParameters
{
    private const int MaxValue = 500;

    private readonly IQueryCollection _query;

    /// <exception cref="ProblemException">A name that the route does not know; with the one that was probably meant.</exception>
    public QueryParameters(HttpRequest request, params IReadOnlyList<string> known)
    {
        _query = request.Query;
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name))
            {
                var near = Suggestion.Nearest(name, known) is { } word ? $" Did you mean '{word}'?" : known.Count == 0 ? "" : $" There are: {string.Join(", ", known)}.";
                throw ProblemList.InvalidQuery($"There is no query parameter '{Shown(name)}'.{near}").ToException();
            }

            if (values.Count != 1 || values[0]!.Length > MaxValue || values[0]!.Any(char.IsControl))
            {
                throw ProblemList.InvalidQuery($"{name}: give one value of at most {MaxValue} characters.").ToException();
            }
        }
    }

    public string? Text(string name) => _query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } text ? text : null;

    public string? Id(string name) => Text(name) is not { } text || Identifier.IsValid(text) ? Text(name) : throw Wrong(name, $"use {Identifier.Rule}");

    public int Number(string name, int otherwise, int most) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw Wrong(name, $"give a number from 1 to {most}");

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Wrong(name, "give true or false"),
    };

    public DateTimeOffset? Time(string name) => Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime()
        : throw Wrong(name, "give a time as ISO 8601, for example 2026-11-20T08:00:00Z");

    public T? Word<T>(string name)
        where T : struct, Enum => Text(name) is not { } text ? null
            : Enum.GetValues<T>().Where(value => Wire.Word(value) == text).Select(value => (T?)value).FirstOrDefault()
                ?? throw Wrong(name, $"use one of {string.Join(", ", Words<T>())}");

    public string Choice(string name, params IReadOnlyList<string> words) => Text(name) is not { } text ? words[0]
        : words.Contains(text) ? text
        : throw Wrong(name, $"use one of {string.Join(", ", words)}");

    public static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => Wire.Word(value))];

    private static ProblemException Wrong(string name, string cure) => ProblemList.InvalidQuery($"{name}: {cure}.").ToException();

    private static string Shown(string name) => string.Concat(name.Take(60).Select(c => char.IsControl(c) ? '?' : c));
}
