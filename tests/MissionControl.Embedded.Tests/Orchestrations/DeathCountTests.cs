using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class DeathCountTests
{
    private const int Limit = 5;

    /// <summary>What was known, whether the process died, and the count that follows; 0 = no longer suspected.</summary>
    public static TheoryData<int, bool, bool, bool, int> Cases => new()
    {
        // deaths before, at stake, as far as before, died; deaths now
        { 0, true, true, true, 1 },
        { 0, true, true, false, 0 },
        { 1, true, true, true, 2 },
        { 3, true, true, true, 4 },
        { 3, true, true, false, 3 },
        { 3, false, true, true, 3 },
        { 3, true, false, true, 1 },
        { 3, false, false, true, 1 },
        { 3, true, false, false, 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Instance_FoundInFlight_IsCountedByWhatItDidSince(int before, bool atStake, bool asFar, bool died, int now)
    {
        var count = new DeathCount(died, Limit).Take([Found("a")], before == 0 ? [] : [new Suspect("a", 0, asFar ? 3 : 2, before, atStake)]);

        Assert.Equal(now, count.Changed.Select(suspect => suspect.Deaths).SingleOrDefault());
        Assert.Empty(count.Guilty);
    }

    [Fact]
    public void Instance_InFlightAtAsManyDeathsAsAllowed_IsGuilty()
    {
        var count = new DeathCount(died: true, Limit).Take([Found("a")], [new Suspect("a", 0, 3, Limit - 1, true)]);

        Assert.Equal(Limit, Assert.Single(count.Guilty).Deaths);
        Assert.Empty(count.Limited);
    }

    [Fact]
    public void Instance_NoLongerInFlight_IsCleared() =>
        Assert.Equal(["gone"], new DeathCount(died: true, Limit).Take([Found("a")], [new Suspect("gone", 0, 3, 4, true)]).Cleared);

    [Fact]
    public void Instances_AreNeverGuilty_WhereDeathsDoNotCount() =>
        Assert.Empty(new DeathCount(died: true, limit: 0).Take([Found("a")], [new Suspect("a", 0, 3, 99, true)]).Guilty);

    [Theory]
    [InlineData(0, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    [InlineData(2, 8)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void Places_ForOneThatWasThereSoOften_AreFewerEachTime(int deaths, int places) => Assert.Equal(places, DeathCount.Places(deaths, Limit));

    [Fact]
    public void Limited_EndWithTheMostSuspected()
    {
        var count = new DeathCount(died: false, Limit).Take(
            [Found("a"), Found("b"), Found("c"), Found("d")],
            [new Suspect("a", 0, 3, 2, false), new Suspect("b", 0, 3, 4, false), new Suspect("c", 0, 3, 3, false), new Suspect("d", 0, 3, 1, true)]);

        Assert.Equal(["a", "c", "b"], count.Limited.Select(suspect => suspect.InstanceId));
    }

    private static Suspect Found(string id) => new(id, 0, 3, 0, true);
}
