using MissionControl.Steps;

namespace MissionControl.Tests.Steps;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(3, 18)]
    [InlineData(4, 30)]
    [InlineData(400, 30)]
    public void PauseAfter_GrowingAttempts_MultipliesUpToTheMaximum(int attempt, int seconds)
    {
        var policy = new RetryPolicy
        {
            MaxAttempts = 500,
            FirstInterval = TimeSpan.FromSeconds(2),
            BackoffCoefficient = 3,
            MaxInterval = TimeSpan.FromSeconds(30),
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.PauseAfter(attempt));
    }
}
