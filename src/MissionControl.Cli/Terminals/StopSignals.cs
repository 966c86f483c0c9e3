using System.Runtime.InteropServices;

namespace MissionControl.Cli.Terminals;

/// <summary>The first Ctrl-C (or SIGTERM) asks for a graceful stop; the second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private const int FirstSignalExitCode = 128;
    private const string ShowCursor = "\u001b[?25h";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _stop.Token;

    /// <summary>128 and the number of the signal that asked for the stop.</summary>
    public int ExitCode { get; private set; } = FirstSignalExitCode + 2;

    public static StopSignals OfProcess()
    {
        var signals = new StopSignals();
        signals.Listen(PosixSignal.SIGINT, 2);
        signals.Listen(PosixSignal.SIGTERM, 15);
        return signals;
    }

    /// <summary>Completes when the first signal comes.</summary>
    public async Task WhenRequestedAsync()
    {
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stop.Token.Register(requested.SetResult);
        await requested.Task;
    }

    public void Request(int signal)
    {
        ExitCode = FirstSignalExitCode + signal;
        _stop.Cancel();
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Listen(PosixSignal signal, int number) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        if (!_stop.IsCancellationRequested)
        {
            context.Cancel = true;
            Request(number);
        }
        else if (!Console.IsErrorRedirected)
        {
            // The process dies now; a tree that was being redrawn has hidden the cursor.
            Console.Error.Write(ShowCursor);
        }
    }));
}
