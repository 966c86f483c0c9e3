using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.Bodies;

/// <summary>Reads JSON bodies: bounded in size and depth, no member twice, none that the route does not know.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="ProblemException">400, 413, 415 or 422, with every fault that was found.</exception>
    public static async Task<T> ReadAsync<T>(ApiCall call)
        where T : class
    {
        using var document = Parse(await ReadBytesAsync(call));
        return Bind<T>(document.RootElement);
    }

    /// <summary>The same; without any body, <paramref name="otherwise"/>.</summary>
    public static async Task<T> ReadAsync<T>(ApiCall call, T otherwise)
        where T : class
    {
        if (call.Http.Request is { ContentLength: 0 or null, ContentType: null })
        {
            return otherwise;
        }

        return BindOrDefault(await ReadBytesAsync(call), otherwise);
    }

    public static T BindOrDefault<T>(byte[] body, T otherwise)
        where T : class
    {
        if (body.Length == 0)
        {
            return otherwise;
        }

        using var document = Parse(body);
        return Bind<T>(document.RootElement);
    }

    /// <summary>The bytes of a JSON body as they came.</summary>
    public static async Task<byte[]> ReadBytesAsync(ApiCall call)
    {
        if (!call.Http.Request.HasJsonContentType())
        {
            throw ProblemList.UnsupportedMediaType.ToException();
        }

        return await RawBody.ReadAsync(call);
    }

    /// <exception cref="ProblemException">400.</exception>
    public static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body, Limits);
        }
        catch (JsonException error)
        {
            throw ProblemList.InvalidJson($"Line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {Cause(error)}").ToException();
        }
    }

    // The exception's text repeats the place, and quotes what it found there: a character at most.
    private static string Cause(JsonException error) => error.Message.Split(" LineNumber:")[0].Split(" Path:")[0];

    /// <exception cref="ProblemException">422, with every fault that was found.</exception>
    public static T Bind<T>(JsonElement body)
        where T : class
    {
        var errors = new List<ProblemError>();
        Check(body, Wire.Options.GetTypeInfo(typeof(T)), "", errors);
        if (errors.Count > 0)
        {
            throw ProblemList.InvalidBody(errors).ToException();
        }

        try
        {
            return body.Deserialize<T>(Wire.Options) ?? throw ProblemList.InvalidBody(new ProblemError("", "It is null. Send an object.")).ToException();
        }
        catch (JsonException error)
        {
            throw ProblemList.InvalidBody(new ProblemError(JsonPointer.OfPath("", error.Path ?? "$"), "The value is not of the type that belongs here.")).ToException();
        }
    }

    private static void Check(JsonElement value, JsonTypeInfo type, string pointer, List<ProblemError> errors)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ProblemError(pointer, $"Found {Word(value.ValueKind)}; send an object."));
            return;
        }

        var known = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!known.TryGetValue(member.Name, out var property))
            {
                errors.Add(new ProblemError(JsonPointer.Member(pointer, member.Name), Unknown(member.Name, known.Keys)));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Check(member.Value, Wire.Options.GetTypeInfo(property.PropertyType), JsonPointer.Member(pointer, member.Name), errors);
            }
        }

        errors.AddRange(known.Values
            .Where(property => property.IsRequired && !value.TryGetProperty(property.Name, out _))
            .Select(property => new ProblemError(JsonPointer.Member(pointer, property.Name), "It is missing.")));
    }

    private static string Unknown(string name, IEnumerable<string> known) => Suggestion.Nearest(name, known) is { } near
        ? $"There is no such member. Did you mean '{near}'?"
        : $"There is no such member. There are: {string.Join(", ", known)}.";

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
