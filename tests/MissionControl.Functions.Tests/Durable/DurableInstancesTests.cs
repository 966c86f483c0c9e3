using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Durable;
using MissionControl.Runtime.Inbox;
using Moq;

namespace MissionControl.Functions.Tests.Durable;

/// <summary>What is asked of the platform's client, whose type only a mock can stand in for.</summary>
public sealed class DurableInstancesTests
{
    private readonly Mock<DurableTaskClient> _client = new("test") { CallBase = true };
    private readonly DurableInstances _instances;

    public DurableInstancesTests()
    {
        var bound = new BoundClient();
        bound.Bind(_client.Object);
        _instances = new DurableInstances(bound, "7");
    }

    [Fact]
    public async Task Start_OfAnId_IsDeduplicatedInEveryStatus()
    {
        StartOrchestrationOptions? asked = null;
        object? sent = null;
        _client.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .Callback((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) => (sent, asked) = (input, options))
            .ReturnsAsync("r1");

        Assert.True(await _instances.TryScheduleAsync("Mission", Payload.Of(5), "r1", CancellationToken.None));

        Assert.Equal("r1", asked!.InstanceId);
        Assert.Superset(new HashSet<string>(["Completed", "Failed", "Terminated", "Pending", "Running", "Suspended"]), new HashSet<string>(asked.DedupeStatuses!));
        Assert.Equal(("7", "5"), (((InstanceInput)sent!).Version, ((InstanceInput)sent).Input!.Value.GetRawText()));
    }

    [Fact]
    public async Task Start_OfAnIdThatIsTakenMeanwhile_StartsNothing()
    {
        _client.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OrchestrationAlreadyExistsException("taken"));

        Assert.False(await _instances.TryScheduleAsync("Mission", null, "r1", CancellationToken.None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Event_ToAnInstanceThatIsNotThereOrEnded_IsNotRaised(OrchestrationRuntimeStatus? status)
    {
        Knows("r1", status);

        await _instances.RaiseEventAsync("r1", "go", null, CancellationToken.None);

        _client.Verify(client => client.RaiseEventAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task Event_ToARunningInstance_TravelsInAnEnvelopeThatKeepsItsName()
    {
        Knows("r1", OrchestrationRuntimeStatus.Running);
        object? sent = null;
        _client.Setup(client => client.RaiseEventAsync("r1", DurableMissionContext.Channel, It.IsAny<object>(), It.IsAny<CancellationToken>()))
            .Callback((string _, string _, object? payload, CancellationToken _) => sent = payload)
            .Returns(Task.CompletedTask);

        await _instances.RaiseEventAsync("r1", "Go", "{\"n\":1}", CancellationToken.None);

        var envelope = Wire.Deserialize<EventEnvelope>(Wire.Serialize(sent))!;
        Assert.Equal(("Go", "{\"n\":1}"), (envelope.Name, envelope.Payload!.Value.GetRawText()));
    }

    private void Knows(string instanceId, OrchestrationRuntimeStatus? status) => _client
        .Setup(client => client.GetInstancesAsync(instanceId, It.IsAny<bool>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(status is { } known ? new OrchestrationMetadata("Mission", instanceId) { RuntimeStatus = known } : null);
}
