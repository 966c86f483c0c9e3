using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Simulation.Scenarios;

/// <summary>An orchestration that writes down the events it gets, begins anew now and then, and works with children, timers and activities between them.</summary>
internal static class Ledger
{
    public const string Name = "ledger";
    public const string Event = "item";
    private const string Errand = "errand";
    private const string Note = "note";

    public static OrchestrationRegistry AddLedger(this OrchestrationRegistry registry) => registry
        .Orchestrator(Name, RunAsync)
        .Orchestrator(Errand, RunErrandAsync)
        .AddActivity(Note, new ScriptedActivity((_, input) => Task.FromResult(input)));

    /// <summary>What it must have written once it got so many events.</summary>
    public static string Expected(int events) => string.Join(' ', Enumerable.Range(0, events).Select(n => $"{n}!"));

    private static async Task<object?> RunAsync(OrchestrationContext context)
    {
        var page = context.GetInput<LedgerPage>()!;
        var lines = page.Lines.ToList();
        for (var line = 0; line < page.PerPage && lines.Count < page.Total; line++)
        {
            var item = await context.WaitForExternalEvent<string>(Event);
            lines.Add(item + await NoteAsync(context, lines.Count));
            if (lines.Count % 3 == 0)
            {
                var errands = Enumerable.Range(0, 2).Select(n =>
                    context.CallSubOrchestratorAsync<int>(Errand, n, $"{context.InstanceId}~{lines.Count}~{n}"));
                await Task.WhenAll(errands);
            }
        }

        if (lines.Count < page.Total)
        {
            context.ContinueAsNew(page with { Lines = lines });
        }

        return string.Join(' ', lines);
    }

    private static async Task<string> NoteAsync(OrchestrationContext context, int number)
    {
        var noted = await context.CallActivityAsync<int>(Note, number);
        return noted == number ? "!" : $"? {noted}";
    }

    private static async Task<object?> RunErrandAsync(OrchestrationContext context)
    {
        var number = context.GetInput<int>();
        using var cancel = new CancellationTokenSource();
        var late = context.CreateTimer(context.CurrentUtcDateTime.AddDays(9), cancel.Token);
        var soon = context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(number), CancellationToken.None);
        var parts = await Task.WhenAll(context.CallActivityAsync<int>(Note, 10), context.CallActivityAsync<int>(Note, 11));
        await soon;
        cancel.Cancel();
        return late.IsCanceled ? parts.Sum() : -1;
    }
}

internal sealed record LedgerPage(int Total, int PerPage, IReadOnlyList<string> Lines);
