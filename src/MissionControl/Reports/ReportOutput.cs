using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Reports;

/// <summary>What of an output belongs into a file for people, and what the file is called.</summary>
public sealed record ReportOutput(string Extension, string Body)
{
    /// <summary>Types that a report file can be made of, the best first.</summary>
    public static IReadOnlyList<AssetKind> Kinds { get; } = [AssetKind.Report, AssetKind.Markdown, AssetKind.Text];

    /// <summary>Null when the content is nothing that a person reads.</summary>
    public static ReportOutput? Of(AssetType type, JsonNode? content) => (type.Kind, content) switch
    {
        (_, JsonObject report) when Text(report["body"]) is { } body => new ReportOutput(Text(report["format"]) == "html" ? ".html" : ".md", body),
        (AssetKind.Markdown, JsonValue value) when Text(value) is { } body => new ReportOutput(".md", body),
        (_, JsonValue value) when Text(value) is { } body => new ReportOutput(".txt", body),
        _ => null,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
