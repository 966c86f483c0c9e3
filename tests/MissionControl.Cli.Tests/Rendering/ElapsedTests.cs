using MissionControl.Cli.Rendering;

namespace MissionControl.Cli.Tests.Rendering;

public sealed class ElapsedTests
{
    [Theory]
    [InlineData(-1, "0 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(1.99, "1.9 s")]
    [InlineData(59.99, "59.9 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3660, "1 h 1 min")]
    [InlineData(90_000, "1 d 1 h")]
    public void Text_OfASpan_HasTwoUnitsAtMost(double seconds, string text) => Assert.Equal(text, Elapsed.Text(TimeSpan.FromSeconds(seconds)));
}
