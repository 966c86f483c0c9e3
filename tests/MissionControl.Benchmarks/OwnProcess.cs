using System.Diagnostics;

namespace MissionControl.Benchmarks;

/// <summary>This program again, in a process of its own that prints what it has to say.</summary>
internal static class OwnProcess
{
    public static Process Start(string part, string hubFile)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        start.ArgumentList.Add(part);
        start.ArgumentList.Add(hubFile);
        return Process.Start(start)!;
    }
}
