using MissionControl.Assets;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Reports;
using MissionControl.Runtime;

namespace MissionControl.Cli.Reports;

/// <summary>
/// The report files of a completed run: the best output where <c>--report</c> says, otherwise every report under <c>output/{run_id}/</c>
/// of the current directory.
/// </summary>
internal sealed class RunReports(Terminal terminal, AssetStore assets)
{
    public const string DefaultDirectory = "output";

    /// <summary>Refuses <c>--report</c> before anything runs where no output of the mission can become a report.</summary>
    /// <exception cref="UsageException">None can.</exception>
    public static void CheckTarget(MissionDefinition definition, string? target)
    {
        if (target is not null && definition.Outputs.All(output => Rank(output.Type) < 0 && output.Type.Kind != AssetKind.Any))
        {
            var made = definition.Outputs.Count == 0 ? "it declares no outputs" : $"its outputs are {string.Join(", ", definition.Outputs.Select(output => $"{output.Id} ({output.Type})"))}";
            throw new UsageException($"--report: mission '{definition.MissionId}' makes no report, markdown or text: {made}. Leave --report out; --json prints the outputs.");
        }
    }

    /// <param name="target">Where <c>--report</c> says, absolute; null: the default place.</param>
    /// <returns>Absolute paths, the best report first; empty when the run made nothing to read.</returns>
    /// <exception cref="ReportNotWrittenException">The file could not be written.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(RunView run, string? target, CancellationToken cancellationToken)
    {
        var readable = run.Outputs
            .Select(output => (output.Key, Rank: Rank(output.Value.Type)))
            .Where(output => output.Rank >= 0 && (target is not null || output.Rank < ReportOutput.Kinds.Count - 1))
            .OrderBy(output => output.Rank)
            .ToList();
        var written = new List<string>();
        foreach (var (id, _) in target is null ? readable : readable.Take(1))
        {
            var report = ReportOutput.Of(run.Outputs[id].Type, await RunOutputs.ReadAsync(run, id, assets, cancellationToken));
            if (report is not null)
            {
                written.Add(await WriteAsync(run.RunId, id, report, target, cancellationToken));
            }
        }

        return target is null || written.Count > 0
            ? written
            : throw new ReportNotWrittenException($"Run '{run.RunId}' has no output of type report, markdown or text to write to {PlainText.Line(target)}. 'mission show {run.RunId} --output ID' prints an output.");
    }

    private static int Rank(AssetType type) => ReportOutput.Kinds.ToList().IndexOf(type.Kind);

    private async Task<string> WriteAsync(string runId, string outputId, ReportOutput report, string? target, CancellationToken cancellationToken)
    {
        var path = target ?? Path.Combine(terminal.WorkingDirectory, DefaultDirectory, runId, outputId + report.Extension);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await ReportFile.WriteAsync(path, report.Body, cancellationToken);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReportNotWrittenException(
                $"The report of run '{runId}' could not be written to {PlainText.Line(path)}: {PlainText.Line(error.Message)} '{RunOutputs.Command(runId, outputId)}' prints it.");
        }
    }
}

/// <summary>The run is as it is; only its report file is missing.</summary>
internal sealed class ReportNotWrittenException(string message) : Exception(message);
