using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Testing;

namespace MissionControl.Tests.Missions;

public sealed class SharedMissionTests
{
    [SharedDataFact]
    public void AnalyzeCustomerFeedback_AsItWasWritten_IsSound()
    {
        var file = Path.Combine(Repository.SharedData, "missions", "analyze-customer-feedback.json");

        var reading = MissionDocument.Read(File.ReadAllBytes(file), file);

        var mission = Assert.IsType<MissionDocumentReading.Sound>(reading).Definition;
        Assert.Equal("analyze-customer-feedback", mission.MissionId);
        Assert.Equal(["hop1", "hop2", "hop3"], HopGraph.Of(mission).Hops.Select(hop => hop.Id));
        Assert.Equal(["step1", "step2"], mission.Hops[1].Steps.Select(step => step.Id));
    }
}
