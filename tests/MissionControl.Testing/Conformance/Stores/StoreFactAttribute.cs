using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>A fact that all stores keep; skipped, with the reason, where the test class's <see cref="StoresNeedAttribute"/> gives one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MissionControl.Testing.Conformance.Stores.StoreFactDiscoverer", "MissionControl.Testing")]
public sealed class StoreFactAttribute : FactAttribute;

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

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.ToRuntimeType().GetCustomAttributes(inherit: true).OfType<StoresNeedAttribute>().SingleOrDefault()?.SkipReason
        ?? base.GetSkipReason(factAttribute);
}
