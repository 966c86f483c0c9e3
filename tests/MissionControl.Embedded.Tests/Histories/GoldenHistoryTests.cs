using System.Text;
using MissionControl.Embedded.Replaying;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Histories;

/// <summary>Today's orchestrators against what was recorded once. The folder's README says how a behaviour is added.</summary>
public sealed class GoldenHistoryTests
{
    private const string RecordVariable = "MISSION_RECORD_HISTORIES";

    private static readonly string Folder = Repository.PathTo("tests", "MissionControl.Embedded.Tests", "Histories");
    private static readonly string HashFile = Path.Combine(Folder, "files.sha256");

    public static TheoryData<string> Behaviours => [.. RecordedBehaviours.All.Keys];

    public static TheoryData<string> Recorded => [.. Files()];

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task Behaviour_OfTheList_IsRecorded(string behaviour)
    {
        var file = Path.Combine(Folder, behaviour + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable(RecordVariable) == "1")
        {
            var json = (await RecordedBehaviours.RecordAsync(behaviour)).ToJson();
            await File.WriteAllTextAsync(file, json);
            await File.AppendAllTextAsync(HashFile, $"{Wire.Sha256(Encoding.UTF8.GetBytes(json))}  {behaviour}.json\n");
        }

        Assert.True(File.Exists(file), $"'{behaviour}' has no recorded history. Record it once with {RecordVariable}=1.");
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void TodaysCode_AgainstARecordedHistory_AsksForWhatWasRecorded(string file)
    {
        var document = HistoryDocument.Read(File.ReadAllBytes(Path.Combine(Folder, file)), file);
        var replayer = new HistoryReplayer(new OrchestrationRegistry().AddMissionOrchestrators());

        Assert.Empty(document.Instances.Select(replayer.FindDivergence).OfType<HistoryDivergence>().Select(divergence => divergence.ToString()));
        Assert.Equal(("test", "r1", "1"), (document.MissionId, document.RunId, document.OrchestratorVersion));
    }

    [Fact]
    public void RecordedHistories_AsTheyLieInTheFolder_AreThoseThatWereListed()
    {
        var listed = File.ReadAllLines(HashFile).Select(line => line.Split("  ")).ToDictionary(parts => parts[1], parts => parts[0]);
        var found = Files().ToDictionary(file => file, file => Wire.Sha256(File.ReadAllBytes(Path.Combine(Folder, file))));

        Assert.NotEmpty(found);
        Assert.Equal(listed.OrderBy(file => file.Key, StringComparer.Ordinal), found.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
