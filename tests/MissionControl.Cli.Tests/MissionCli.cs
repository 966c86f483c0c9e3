using System.Text.Json.Nodes;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Tests;

/// <summary>The program in a folder of its own, with a hub file of its own, called as a person calls it.</summary>
internal sealed class MissionCli : IDisposable
{
    public MissionCli() => System.IO.Directory.CreateDirectory(Directory);

    /// <summary>The current directory of every call.</summary>
    public string Directory { get; } = Path.Combine(Path.GetTempPath(), "mission-cli", Guid.NewGuid().ToString("N"));

    public string HubFile => Path.Combine(Directory, "hub.db");

    public string DataDirectory => Path.Combine(Directory, "data");

    public Dictionary<string, string> Variables { get; } = [];

    public string Write(string path, string content)
    {
        var full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return path;
    }

    /// <summary>Calls with <c>--hub</c> set to <see cref="HubFile"/>, unless it is given.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) =>
        CallAsync(_ => { }, arguments.Contains("--hub") ? arguments : [.. arguments, "--hub", HubFile]);

    /// <param name="heard">Hears each line on standard error as it comes, with the signals of the process at hand.</param>
    public Task<CliResult> RunAsync(Action<string, StopSignals> heard, params string[] arguments)
    {
        var stop = new StopSignals();
        return CallAsync(line => heard(line, stop), [.. arguments, "--hub", HubFile], stop);
    }

    /// <param name="printed">Hears each line on standard output as it comes.</param>
    public async Task<CliResult> CallAsync(Action<string> heard, string[] arguments, StopSignals? signals = null, Action<string>? printed = null)
    {
        using var stop = signals ?? new StopSignals();
        using var output = new HeardWriter(printed ?? (_ => { })) { NewLine = "\n" };
        using var error = new HeardWriter(heard);
        var terminal = new Terminal(output, error, TimeProvider.System)
        {
            User = "tester",
            WorkingDirectory = Directory,
            UserDataDirectory = Path.Combine(Directory, "home"),
            Variable = name => Variables.GetValueOrDefault(name),
            Stop = stop,
        };
        var code = await MissionProgram.RunAsync(arguments, terminal);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private sealed class HeardWriter(Action<string> heard) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            heard(value ?? "");
        }
    }
}

/// <summary>What a call left: exit code, standard output, standard error.</summary>
internal sealed record CliResult(int Code, string Out, string Error)
{
    /// <summary>The last line on standard output, as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Out.TrimEnd('\n').Split('\n')[^1])!;

    public string Status => (string)Json["status"]!;
}
