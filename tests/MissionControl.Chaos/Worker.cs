using MissionControl.Approvals;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Chaos;

/// <summary>
/// A process that runs missions over a real hub until it is killed. It takes a command per line and answers with a line when the command
/// is on the disk: <c>start N</c>, <c>approve ID NAME</c>, <c>reject ID NAME</c>, <c>look</c>.
/// </summary>
internal sealed class Worker(EmbeddedRuntime runtime, TextWriter output)
{
    public static async Task<int> RunAsync(ChaosFolder folder, TextReader input, TextWriter output)
    {
        using var calls = new CallLog(folder.Calls);
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            HubFile = folder.Hub,
            Clock = TimeProvider.System,
            Registry = stores => Registry(stores, calls),

            // Lives here end at random, many before anything got further: nothing tells that from an instance that ends them.
            QuarantineAfter = 0,
        });
        using var told = new CallLog(folder.Notifications);
        using var stop = new CancellationTokenSource();
        var pump = new NotificationPump(ChaosChannel.Dispatcher(runtime, told, TimeProvider.System), TimeProvider.System, error => Console.Error.WriteLine(error)).RunAsync(stop.Token);
        var worker = new Worker(runtime, TextWriter.Synchronized(output));
        worker.Say("ready");
        while (await input.ReadLineAsync() is { } command)
        {
            _ = worker.ObeyAsync(command.Split(' '));
        }

        await stop.CancelAsync();
        await pump;
        return 0;
    }

    private static OrchestrationRegistry Registry(HubStores stores, CallLog calls) => new OrchestrationRegistry().AddMissions(new MissionPorts
    {
        Tools = new ToolRegistry().Add(new ChaosTool(calls, stores.Records)),
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Telemetry = stores.TelemetryPorts(),
        Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
        Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
        Clock = TimeProvider.System,
    });

    private async Task ObeyAsync(string[] command)
    {
        try
        {
            await ((command[0], command.Length) switch
            {
                ("start", 2) => StartAsync(command[1]),
                ("approve" or "reject", 3) => VoteAsync(command[1], command[2], command[0] == "approve"),
                ("look", 1) => LookAsync(),
                _ => throw new ArgumentException("No such command."),
            });
        }
        catch (HubBusyException)
        {
            // Nothing was started and nothing is acknowledged: it is sent again.
        }
        catch (Exception error)
        {
            Say($"error {string.Join(' ', command)}: {error.ToString().ReplaceLineEndings(" ")}");
        }
    }

    private async Task StartAsync(string number)
    {
        await runtime.Missions.StartAsync(ChaosMission.Start(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)), CancellationToken.None);
        Say($"started {number}");
    }

    private async Task VoteAsync(string approvalId, string name, bool approve)
    {
        var vote = new ApprovalVote(approvalId, approve, name, "chaos", null);
        var result = await vote.CastAsync(runtime.Stores.Approvals, TimeProvider.System, CancellationToken.None);
        Say($"voted {approvalId} {name} {result.Answer}");
    }

    private async Task LookAsync()
    {
        foreach (var approval in await runtime.Stores.Approvals.ListAllAsync(new ApprovalQuery(Open: true), CancellationToken.None))
        {
            Say($"asks {approval.ApprovalId}");
        }

        var open = 0;
        foreach (var status in new[] { RunStatus.Pending, RunStatus.Running, RunStatus.AwaitingApproval, RunStatus.Suspended })
        {
            open += (await runtime.Missions.Runs.ListAsync(new RunQuery(status, Limit: 10_000), CancellationToken.None)).Count;
        }

        Say($"open {open}");
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
