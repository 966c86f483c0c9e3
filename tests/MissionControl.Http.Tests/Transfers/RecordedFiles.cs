using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Http.Transfers;

/// <summary>Directories of reference files as the body of an import.</summary>
internal static class RecordedFiles
{
    public static string Body(string directory, params (string Name, string Text)[] changed)
    {
        var files = Directory.EnumerateFiles(directory, "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        foreach (var (name, text) in changed)
        {
            files[name] = text;
        }

        return JsonSerializer.Serialize(new { files });
    }

    /// <summary>What does not change from one call to the next: all but the time that it took and was asked at.</summary>
    public static string Figures(JsonNode portfolio)
    {
        var figures = portfolio.DeepClone().AsObject();
        figures.Remove("processing_time");
        figures.Remove("data_dir");
        return figures.ToJsonString();
    }
}
