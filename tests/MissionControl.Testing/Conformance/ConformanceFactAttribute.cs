using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MissionControl.Testing.Conformance;

/// <summary>A fact that every runtime keeps. One that needs more than the test class's <see cref="RuntimeOffersAttribute"/> is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MissionControl.Testing.Conformance.ConformanceFactDiscoverer", "MissionControl.Testing")]
public sealed class ConformanceFactAttribute(RuntimeNeeds needs = RuntimeNeeds.None) : FactAttribute
{
    public RuntimeNeeds Needs { get; } = needs;
}

/// <summary>Makes one test case of a fact, for the class that inherits it.</summary>
public sealed class ConformanceFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new ConformanceTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A test case that knows what its class offers.</summary>
public sealed class ConformanceTestCase : XunitTestCase
{
    [Obsolete("The test framework calls it when it reads a test case.")]
    public ConformanceTestCase()
    {
    }

    public ConformanceTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod)
        : base(diagnostics, display, options, testMethod)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var offers = TestMethod.TestClass.Class.GetCustomAttributes(typeof(RuntimeOffersAttribute)).SingleOrDefault()
            ?.GetNamedArgument<RuntimeNeeds>(nameof(RuntimeOffersAttribute.Offers)) ?? RuntimeNeeds.None;
        var missing = factAttribute.GetNamedArgument<RuntimeNeeds>(nameof(ConformanceFactAttribute.Needs)) & ~offers;
        return missing == RuntimeNeeds.None ? base.GetSkipReason(factAttribute) : $"This runtime's host does not offer: {missing}.";
    }
}
