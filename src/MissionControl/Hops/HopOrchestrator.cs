using MissionControl.Agents;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Hops;

/// <summary>
/// Runs one hop of a run: who does it, whether people allow it, its steps, its exports; in as many rounds as reroutes ask for.
/// However it ends is its result.
/// </summary>
public sealed class HopOrchestrator : Orchestrator<HopInput, HopResult>
{
    protected override async Task<HopResult> RunAsync(OrchestrationContext context, HopInput input)
    {
        using var over = new CancellationTokenSource();
        var stop = context.WaitForExternalEvent<StopRequest>(EventNames.Stop, over.Token);
        var state = new HopState(input);
        state.Begin(context.CurrentUtcDateTime);
        var result = await RunRoundsAsync(context, input, state, stop);
        over.Cancel();
        return result;
    }

    private static async Task<HopResult> RunRoundsAsync(OrchestrationContext context, HopInput input, HopState state, Task stop)
    {
        if (input.Hop.IsRouted && state.AgentId is null)
        {
            var route = await RouteAsync(context, input, state);
            if (route.Problem is { } problem)
            {
                return End(context, input, state, new HopEnd.Failed(new RunError(HopErrors.NoAgent, problem, input.Hop.Id)));
            }

            state.Assign(route);
        }

        while (true)
        {
            using var overrun = new OverrunWatch(context, input, state.Clock);
            var end = await new HopRound(context, input, state, overrun, stop).RunAsync();
            if (ConsequenceOf(input.Hop, end) != FailureConsequence.Reroute || stop.IsCompleted)
            {
                return End(context, input, state, end);
            }

            var route = await RouteAsync(context, input, state);
            if (route.Problem is { } problem)
            {
                return End(context, input, state, NobodyLeft(end, problem));
            }

            await TellRoundAsync(context, input, state, end);
            state.BeginRound(route, context.CurrentUtcDateTime);
        }
    }

    /// <summary>The mission only hears of the last round; those before it tell of themselves, and of the one that begins.</summary>
    private static async Task TellRoundAsync(OrchestrationContext context, HopInput input, HopState state, HopEnd end)
    {
        if (input.Revision < 2)
        {
            return;
        }

        var (status, error) = end is HopEnd.Rejected rejected ? (HopStatus.Rejected, rejected.Error) : (HopStatus.Failed, ((HopEnd.Failed)end).Error);
        var now = context.CurrentUtcDateTime;
        var log = HopLog.Of(input.RunId, input.MissionId, input.Hop, state.Tell(status, now, error))!;
        await TelemetryCall.TellAsync(context, new TelemetryNotice(input.RunId, input.MissionId, input.DefinitionHash)
        {
            Logs = [log],
            Facts = [new HopRoundBegan(input.RunId, input.MissionId, input.Hop.Id, state.Round + 1, now) { TaskName = input.Hop.Name }],
        });
    }

    private static async Task<RouteOutcome> RouteAsync(OrchestrationContext context, HopInput input, HopState state)
    {
        var types = input.Inputs.ToDictionary(local => local.Key, local => local.Value.Type);
        var question = new RouteInput(input.RunId, input.Hop, state.AgentsUsed.ToList(), types, input.DataDirectory) { Approvals = input.Approvals };
        try
        {
            return await context.CallActivityAsync<RouteOutcome>(TaskNames.RouteHop, question);
        }
        catch (ActivityFailedException error)
        {
            // Agents that cannot be read end the hop, not its orchestration: what it has done stays in the checkpoint.
            return new RouteOutcome(new RoutingDecision(null, RoutingStrategy.Performance, []), null, error.Details.ErrorMessage);
        }
    }

    private static FailureConsequence? ConsequenceOf(HopDefinition hop, HopEnd end) => end switch
    {
        HopEnd.Failed => hop.OnFailure,
        HopEnd.Rejected => hop.OnReject,
        _ => null,
    };

    private static HopEnd NobodyLeft(HopEnd end, string problem) => end switch
    {
        HopEnd.Failed failed => new HopEnd.Failed(failed.Error with { Message = $"{failed.Error.Message} No reroute: {problem}" }),
        HopEnd.Rejected rejected => new HopEnd.Rejected(rejected.Error with { Message = $"{rejected.Error.Message} No reroute: {problem}" }),
        _ => end,
    };

    private static HopResult End(OrchestrationContext context, HopInput input, HopState state, HopEnd end)
    {
        var now = context.CurrentUtcDateTime;
        return end switch
        {
            HopEnd.Done => Export(input, state, now),
            HopEnd.Failed failed => state.Tell(After(input.Hop.OnFailure, HopStatus.Failed), now, failed.Error),
            HopEnd.Rejected rejected => state.Tell(After(input.Hop.OnReject, HopStatus.Rejected), now, rejected.Error),
            _ => state.Tell(HopStatus.Terminated, now, new RunError(HopErrors.Stopped, "Stopped because the run ended.", input.Hop.Id)),
        };
    }

    private static HopStatus After(FailureConsequence consequence, HopStatus otherwise) =>
        consequence == FailureConsequence.Skip ? HopStatus.Skipped : otherwise;

    private static HopResult Export(HopInput input, HopState state, DateTimeOffset now)
    {
        var exports = new Dictionary<string, AssetReference>(StringComparer.Ordinal);
        foreach (var (local, asset) in input.Hop.Outputs)
        {
            if (!state.Workspace.TryGetValue(local, out var reference))
            {
                var error = new RunError(HopErrors.MissingExport, $"Hop '{input.Hop.Id}' exports '{local}' as '{asset}', but no step made it.", input.Hop.Id);
                return state.Tell(After(input.Hop.OnFailure, HopStatus.Failed), now, error);
            }

            exports[asset] = reference with { Id = asset };
        }

        return state.Tell(HopStatus.Completed, now) with { Exports = exports };
    }
}
