using System.Text.Json;
using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Tests.Steps;

public sealed class MappingWireTests
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    [Fact]
    public void Mapping_WithANullLiteral_KeepsItOnTheWire()
    {
        var read = Wire.Deserialize<ParameterMapping>(Wire.Serialize(new ParameterMapping("p") { Literal = Null }))!;

        Assert.Equal(JsonValueKind.Null, read.Literal?.ValueKind);
        Assert.Null(read.Default);
    }

    [Fact]
    public void Mapping_WithANullDefault_KeepsItOnTheWire()
    {
        var read = Wire.Deserialize<ParameterMapping>(Wire.Serialize(new ParameterMapping("p") { StateAsset = "a", Default = Null }))!;

        Assert.Equal(JsonValueKind.Null, read.Default?.ValueKind);
        Assert.Null(read.Literal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"a\":[1,null]}")]
    public void Input_WithADefault_KeepsItOnTheWire(string json)
    {
        var value = JsonDocument.Parse(json).RootElement;

        var read = Wire.Deserialize<InputBinding>(Wire.Serialize(new InputBinding("l", "a", Default: value)))!;

        Assert.Equal(json, read.Default?.GetRawText());
        Assert.True(read.MayBeMissing);
    }

    [Fact]
    public void Input_WithoutADefault_HasNoneAfterTheWire()
    {
        var wire = Wire.Serialize(new InputBinding("l", "a"));

        Assert.DoesNotContain("default", wire, StringComparison.Ordinal);
        Assert.Null(Wire.Deserialize<InputBinding>(wire)!.Default);
    }
}
