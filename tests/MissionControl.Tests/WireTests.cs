using System.Text.Json;
using MissionControl.Steps;

namespace MissionControl.Tests;

public sealed class WireTests
{
    [Fact]
    public void ParameterMapping_WithANullLiteral_KeepsItAsAValue()
    {
        var literal = JsonDocument.Parse("null").RootElement;

        var back = Wire.Deserialize<ParameterMapping>(Wire.Serialize(new ParameterMapping("p") { Literal = literal }))!;

        Assert.Equal(JsonValueKind.Null, back.Literal?.ValueKind);
        Assert.Null(back.Default);
    }

    [Fact]
    public void StepOutcome_ThroughTheWire_KeepsItsKind()
    {
        StepOutcome outcome = new StepOutcome.Failed("http_404", "gone", Retryable: false);

        Assert.Equal(outcome, Wire.Deserialize<StepOutcome>(Wire.Serialize(outcome)));
    }
}
