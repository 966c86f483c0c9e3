using System.Collections.Concurrent;
using System.Text;
using HandlebarsDotNet;
using MissionControl.Reports.Drawing;
using MissionControl.Steps;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Reporting;

/// <summary>
/// Templates by name: those that come with the product, and <c>templates/NAME.html.hbs</c>, <c>NAME.md.hbs</c> or <c>NAME.hbs</c> (HTML)
/// in the data directory, which win. A template cannot write a text unescaped; charts are written with <c>{{svg chart}}</c>.
/// </summary>
internal sealed class ReportTemplates
{
    private const int MaxBytes = 512 * 1024;
    private const string Prefix = "MissionControl.Tools.Reporting.Templates.";

    private readonly IHandlebars _html = Create(encoder: null);
    private readonly IHandlebars _markdown = Create(new MarkdownEncoder());
    private readonly ConcurrentDictionary<(string Format, string Source), HandlebarsTemplate<object, object>> _compiled = new();

    public static IReadOnlyList<string> BuiltIn { get; } = typeof(ReportTemplates).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..].Split('.')[0])
        .Distinct().Order(StringComparer.Ordinal).ToList();

    /// <exception cref="ToolException">There is no such template, or it is faulty; the message says where.</exception>
    public async Task<string> RenderAsync(string name, string format, object model, ToolContext context)
    {
        if (!Identifier.IsValid(name))
        {
            throw Faulty("invalid_parameter", $"'template' is not the name of a template: use {Identifier.Rule}.");
        }

        var source = await FindAsync(name, format, context) ?? throw Faulty(
            "unknown_template",
            $"There is no {format} template '{name}'. Built in: {string.Join(", ", BuiltIn)}. Your own goes to templates/{name}.{Extension(format)}.hbs in the data directory.");
        try
        {
            var template = _compiled.GetOrAdd((format, source), _ => (format == "html" ? _html : _markdown).Compile(Checked(name, source)));
            return template(model).ReplaceLineEndings("\n").TrimEnd() + "\n";
        }
        catch (Exception exception) when (exception is HandlebarsException or InvalidCastException)
        {
            throw Faulty("faulty_template", $"The {format} template '{name}' is faulty: {exception.Message}");
        }
    }

    private static async Task<string?> FindAsync(string name, string format, ToolContext context)
    {
        var names = format == "html" ? new[] { $"{name}.html.hbs", $"{name}.hbs" } : [$"{name}.md.hbs"];
        foreach (var file in context.DataDirectory is null ? [] : names)
        {
            if (await DataDirectory.ReadAsync(context, $"templates/{file}", MaxBytes) is { } bytes)
            {
                return Encoding.UTF8.GetString(bytes);
            }
        }

        await using var resource = typeof(ReportTemplates).Assembly.GetManifestResourceStream($"{Prefix}{name}.{Extension(format)}.hbs");
        if (resource is null)
        {
            return null;
        }

        using var reader = new StreamReader(resource, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.CancellationToken);
    }

    private static string Checked(string name, string source)
    {
        var compact = source.Replace("{{~", "{{", StringComparison.Ordinal);
        return compact.Contains("{{{", StringComparison.Ordinal) || compact.Contains("{{&", StringComparison.Ordinal)
            ? throw Faulty("faulty_template", $"The template '{name}' writes text unescaped ({{{{{{ or {{{{&). Write {{{{x}}}}, and {{{{svg x}}}} for a chart.")
            : source;
    }

    private static string Extension(string format) => format == "html" ? "html" : "md";

    private static IHandlebars Create(ITextEncoder? encoder)
    {
        var configuration = new HandlebarsConfiguration();
        configuration.TextEncoder = encoder ?? configuration.TextEncoder;
        var handlebars = Handlebars.Create(configuration);
        handlebars.RegisterHelper("svg", (in EncodedTextWriter output, in HelperOptions _, in Context _, in Arguments arguments) =>
        {
            if (arguments.Length == 1 && arguments[0] is SafeMarkup markup)
            {
                output.WriteSafeString(markup.ToString());
            }
        });
        return handlebars;
    }

    private static ToolException Faulty(string type, string message) => new(type, message, retryable: false);
}
