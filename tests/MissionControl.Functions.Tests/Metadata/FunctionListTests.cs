using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MissionControl.Functions.Hosting;
using MissionControl.Functions.Http;
using MissionControl.Http.Routing;
using MissionControl.Runtime;

namespace MissionControl.Functions.Tests.Metadata;

/// <summary>What the app offers to the platform: every function with its trigger, equal to this list.</summary>
public sealed class FunctionListTests
{
    private static readonly string[] Orchestrators = [TaskNames.Approval, TaskNames.Hop, TaskNames.Mission];

    private static readonly string[] Activities =
        [TaskNames.CheckOutputs, TaskNames.EndRun, TaskNames.PlanMission, TaskNames.RecordRun, TaskNames.RecordTelemetry, TaskNames.RequestApproval, TaskNames.RouteHop, TaskNames.RunStep, TaskNames.SettleApproval];

    private static readonly string[] Timers =
    [
        $"Notify %{SettingNames.NotifySchedule}%",
        $"Retention %{SettingNames.RetentionSchedule}%",
        $"RiskRollup %{SettingNames.RollupSchedule}%",
        $"Snapshot %{SettingNames.SnapshotSchedule}%",
        $"Sweep %{SettingNames.SweepSchedule}%",
    ];

    private static IEnumerable<(string Name, MethodInfo Method)> Functions => typeof(MissionApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(method => (method.GetCustomAttribute<FunctionAttribute>()?.Name, method))
        .Where(one => one.Name is not null)
        .Select(one => (one.Name!, one.method));

    [Fact]
    public void Orchestrators_OfTheApp_AreThoseOfMissions() => Assert.Equal(Orchestrators, Triggered<OrchestrationTriggerAttribute>().Select(one => one.Name));

    [Fact]
    public void Activities_OfTheApp_AreThoseOfMissionsAndTheRecording() => Assert.Equal(Activities, Triggered<ActivityTriggerAttribute>().Select(one => one.Name));

    [Fact]
    public void Timers_OfTheApp_TakeTheirSchedulesFromSettings() =>
        Assert.Equal(Timers, Triggered<TimerTriggerAttribute>().Select(one => $"{one.Name} {one.Trigger.Schedule}"));

    [Fact]
    public void HttpFunctions_OfTheApp_AreTheRoutesOfTheApi()
    {
        var expected = ApiRoutes.All.Select(route => $"{route.Name} {route.Method.ToLowerInvariant()} {route.Pattern.TrimStart('/')}").Order(StringComparer.Ordinal);

        Assert.Equal(expected, Routes().Select(one => $"{one.Name} {one.Trigger.Methods![0]} {one.Trigger.Route}"));
    }

    [Fact]
    public void HttpFunction_OfARouteThatNeedsARole_WantsAFunctionKey()
    {
        var needs = ApiRoutes.All.ToDictionary(route => route.Name, route => route.Needs is not null);

        Assert.All(Routes(), one => Assert.Equal(needs[one.Name], one.Trigger.AuthLevel == AuthorizationLevel.Function));
    }

    [Fact]
    public void CatchAll_AmongTheHttpFunctions_SortsLast() =>
        Assert.Equal(UnknownRouteFunction.Name, Triggered<HttpTriggerAttribute>().Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase).Last());

    [Fact]
    public void Functions_OfTheApp_HaveOneTriggerEach() =>
        Assert.Equal(Functions.Count(), Orchestrators.Length + Activities.Length + Timers.Length + ApiRoutes.All.Count + 1);

    [Fact]
    public void Orchestrator_OfTheApp_TakesTheContextAndNothingElse() =>
        Assert.All(Triggered<OrchestrationTriggerAttribute>(), one => Assert.Equal([typeof(TaskOrchestrationContext)], one.Method.GetParameters().Select(parameter => parameter.ParameterType)));

    [Fact]
    public void HttpFunction_OfTheApp_AnswersWithAnIResult() =>
        Assert.All(Routes(), one => Assert.Equal(typeof(Task<IResult>), one.Method.ReturnType));

    /// <summary>The worker's build tools write the list that the platform reads.</summary>
    [GeneratedMetadataFact]
    public void GeneratedMetadata_OfTheBuild_NamesTheSameFunctions()
    {
        using var generated = JsonDocument.Parse(File.ReadAllText(GeneratedMetadataFactAttribute.File));
        var names = generated.RootElement.EnumerateArray().Select(function => function.GetProperty("name").GetString()!);

        Assert.Equal(Functions.Select(one => one.Name).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static List<(string Name, T Trigger, MethodInfo Method)> Triggered<T>()
        where T : Attribute => [.. Functions
            .Select(one => (one.Name, Trigger: one.Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>().SingleOrDefault(), one.Method))
            .Where(one => one.Trigger is not null)
            .Select(one => (one.Name, one.Trigger!, one.Method))
            .OrderBy(one => one.Name, StringComparer.Ordinal)];

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger, MethodInfo Method)> Routes() => Triggered<HttpTriggerAttribute>().Where(one => one.Name != UnknownRouteFunction.Name);
}

/// <summary>A fact about what the worker's build tools made; skipped, saying so, where the build had no such tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GeneratedMetadataFactAttribute : FactAttribute
{
    public GeneratedMetadataFactAttribute() => Skip = System.IO.File.Exists(File) ? null : "The build made no functions.metadata: Microsoft.Azure.Functions.Worker.Sdk had no part in it.";

    public static string File { get; } = Path.Combine(Path.GetDirectoryName(typeof(MissionApp).Assembly.Location)!, "functions.metadata");
}
