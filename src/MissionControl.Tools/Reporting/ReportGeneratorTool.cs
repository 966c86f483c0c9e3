using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

/// <summary>Writes a report that stands on its own; the same statistics and records give the same report on any day.</summary>
internal sealed class ReportGeneratorTool(RecordStore store) : ITool
{
    public const string DefaultTemplate = "customer_feedback_template";

    private readonly ReportTemplates _templates = new();

    public ToolSignature Signature { get; } = new("report_generator", "Writes a report with charts, tables and examples from statistics.")
    {
        Parameters =
        [
            // Of type any, so that the resolver binds it by name: not every object is statistics.
            new("stats", AssetType.Any, "The summary of data_store_summarize, or an object of figures.") { Aliases = ["summary"] },
            new("raw_data", AssetType.Any, "Records to quote from and to count by date: a list, or an object whose store_name names a store; default: the store of the statistics.") { Required = false },
            new("template", AssetType.Text, "A built-in template, or templates/NAME.html.hbs, NAME.md.hbs or NAME.hbs in the data directory.") { Default = DefaultTemplate },
            new("format", AssetType.Text, "The format of the body.") { Default = "html", AllowedValues = ["html", "markdown"] },
            new("title", AssetType.Text, "The title of the report.") { Default = "Customer feedback" },
        ],
        Outputs = [new("report", AssetType.Report, "Title, format and body; HTML is self-contained, without scripts.")],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var stats = input["stats"] is JsonObject figures
            ? new Statistics(figures)
            : throw new ToolException("invalid_parameter", "'stats' must be an object, such as the summary of data_store_summarize.", retryable: false);
        var records = await RecordsAsync(input, stats, context.CancellationToken);
        var title = input.OptionalText("title") ?? "Customer feedback";
        var format = input.OptionalText("format") ?? "html";
        var body = await _templates.RenderAsync(
            input.OptionalText("template") ?? DefaultTemplate,
            format,
            new ReportFacts(title, stats, records).ToModel(),
            context);
        return ToolResult.Of("report", new JsonObject { ["title"] = title, ["format"] = format, ["body"] = body });
    }

    private async Task<IReadOnlyList<JsonObject>> RecordsAsync(ToolInput input, Statistics stats, CancellationToken cancellationToken)
    {
        var given = input["raw_data"];
        if (given is null)
        {
            return Identifier.IsValid(stats.StoreName) ? await store.ReadAsync(stats.StoreName!, cancellationToken) ?? [] : [];
        }

        if (given is JsonObject reference && Words.Text(reference["store_name"]) is { } name)
        {
            return await store.ReadAsync(StoreName.Check(name), cancellationToken) ?? throw new ToolException(
                "unknown_store",
                $"There is no record store '{name}', which 'raw_data' names.",
                retryable: false);
        }

        return RecordList.From(given, "raw_data");
    }
}
