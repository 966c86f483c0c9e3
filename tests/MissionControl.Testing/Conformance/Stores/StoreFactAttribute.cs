using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>A fact that all stores keep; skipped, with the reason, where the test class's <see cref="StoresNeedAttribute"/> gives one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MissionControl.Testing.Conformance.Stores.StoreFactDiscoverer", "MissionControl.Testing")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>A fact of the stores of telemetry, risk, portfolio and notices; skipped where the test class is <see cref="WithoutTelemetryAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MissionControl.Testing.Conformance.Stores.StoreFactDiscoverer", "MissionControl.Testing")]
public sealed class TelemetryFactAttribute : FactAttribute;

/// <summary>On a test class: its stores keep no telemetry, and why.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WithoutTelemetryAttribute(string reason) : Attribute
{
    public string Reason => reason;
}

/// <summary>On a test class: what its stores need that a machine may lack.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class StoresNeedAttribute : Attribute
{
    /// <summary>Null where they can be opened.</summary>
    public abstract string? SkipReason { get; }
}

/// <summary>Makes one test case of a fact, for the class that inherits it.</summary>
public sealed class StoreFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new StoreTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A test case that knows what its class needs.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("The test framework calls it when it reads a test case.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod)
        : base(diagnostics, display, options, testMethod)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var attributes = TestMethod.TestClass.Class.ToRuntimeType().GetCustomAttributes(inherit: true);
        return attributes.OfType<StoresNeedAttribute>().SingleOrDefault()?.SkipReason
            ?? (factAttribute is ReflectionAttributeInfo { Attribute: TelemetryFactAttribute } ? attributes.OfType<WithoutTelemetryAttribute>().SingleOrDefault()?.Reason : null)
            ?? base.GetSkipReason(factAttribute);
    }
}
