using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Rehearsal;

/// <summary>Where recorded results are read: in the run's data directory; of a run without one, among the files that were imported.</summary>
internal sealed class ResultFiles(PortfolioStore? imported)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private ImportedFiles? _known;

    /// <exception cref="ToolException">There is no such file.</exception>
    public async Task<byte[]> ReadAsync(ToolContext context, string file)
    {
        if (context.DataDirectory is not null || imported is null)
        {
            return await DataDirectory.ReadAsync(context, file, MaxBytes)
                ?? throw RecordedResults.Unfit($"There is no file '{file}' in the data directory. Add it, or correct 'results_file'.");
        }

        var known = _known;
        known = await imported.ReadFilesAsync(known?.Version, context.CancellationToken) ?? known;
        _known = known;
        return known?.Files.GetValueOrDefault(file)
            ?? throw RecordedResults.Unfit($"The run has no data directory, and no file '{file}' was imported. Import it, or start the run with a data directory.");
    }
}
