using System.Globalization;

namespace MissionControl.Chaos;

/// <summary>Starts the driver from the command line.</summary>
internal static class ChaosCommand
{
    public static int Run(string[] args, TextWriter output)
    {
        if (Value(args, "--runs") is not { } runs)
        {
            output.WriteLine("Usage: --runs N [--seed S] [--kills K]");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("mission-chaos-");
        try
        {
            var report = new Driver(new ChaosFolder(folder.FullName), Number(runs), Number(Value(args, "--seed") ?? "1"), Number(Value(args, "--kills") ?? "0")).Run();
            report.Broken.Take(20).ToList().ForEach(output.WriteLine);
            output.WriteLine(report.ToString());
            return report.Broken.Count == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
