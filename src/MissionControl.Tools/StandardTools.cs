using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools.Mail;
using MissionControl.Tools.Records;
using MissionControl.Tools.Rehearsal;
using MissionControl.Tools.Reporting;
using MissionControl.Tools.Transformation;
using MissionControl.Tools.Web;

namespace MissionControl.Tools;

/// <summary>What the standard tools need from the host.</summary>
public sealed record StandardToolOptions(RecordStore Records)
{
    public MailOptions Mail { get; init; } = new();

    public HttpToolOptions Http { get; init; } = new();

    /// <summary>Where runs without a data directory find recorded results: among the files that were imported. Null: nowhere.</summary>
    public PortfolioStore? Imported { get; init; }
}

/// <summary>The tools that come with the product, as one composition.</summary>
public static class StandardTools
{
    public static ToolRegistry AddStandardTools(this ToolRegistry registry, StandardToolOptions options) => registry
        .AddMailTools(options.Mail)
        .AddDataTools(options.Records, options.Http, options.Imported);

    /// <summary>The tools for records, reports, rehearsal, HTTP and lists.</summary>
    public static ToolRegistry AddDataTools(this ToolRegistry registry, RecordStore records, HttpToolOptions http, PortfolioStore? imported = null) => registry
        .Add(new DataStoreUpdateTool(records))
        .Add(new DataStoreSummarizeTool(records))
        .Add(new ReportGeneratorTool(records))
        .Add(new TemplateTool(imported))
        .Add(new HttpRequestTool(http))
        .Add(new TransformTool());
}
