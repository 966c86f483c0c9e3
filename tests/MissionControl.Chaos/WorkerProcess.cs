using System.Collections.Concurrent;
using System.Diagnostics;

namespace MissionControl.Chaos;

/// <summary>A running worker, as its driver sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly Thread _reader;
    private readonly Thread _errors;
    private string _error = "";

    public WorkerProcess(ChaosFolder folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("No worker was started.");
        _reader = Begin(() =>
        {
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                _answers.Enqueue(line);
            }
        });
        _errors = Begin(() => _error = _process.StandardError.ReadToEnd());
    }

    public bool HasExited => _process.HasExited;

    public string Error => _error;

    public bool TryRead(out string answer)
    {
        var found = _answers.TryDequeue(out var line);
        answer = line ?? "";
        return found;
    }

    /// <summary>A worker that has died hears nothing.</summary>
    public void Tell(string command)
    {
        try
        {
            _process.StandardInput.WriteLine(command);
            _process.StandardInput.Flush();
        }
        catch (IOException) when (_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            return;
        }
    }

    /// <summary>Lets time pass, unless the worker ends before.</summary>
    public void Wait(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>SIGKILL. What it had written until then can still be read.</summary>
    public void Kill()
    {
        _process.Kill();
        End();
    }

    /// <summary>Ends it in good order.</summary>
    public void Stop()
    {
        _process.StandardInput.Close();
        End();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void End()
    {
        _process.WaitForExit();
        _reader.Join();
        _errors.Join();
    }

    private static Thread Begin(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
