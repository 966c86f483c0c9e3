using System.Diagnostics;
using System.Text;

namespace MissionControl.Cli.Tests.Hub;

/// <summary>A real process whose files may grow only so far, as on a disk that fills up, until it is given room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Run_OnADiskThatFillsUp_SaysSoOnceAndEndsWhenThereIsRoom()
    {
        _cli.Write("fill.json", Filling(30));
        using var process = Start(kibibytes: 1500);
        using var patience = new CancellationTokenSource(Patience);
        var told = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            told.AppendLine(line);
            if (line.StartsWith("warning: The hub cannot be written", StringComparison.Ordinal))
            {
                MakeRoom(process.Id);
            }
        }

        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        var text = told.ToString();

        Assert.Equal((0, 2), (process.ExitCode, text.Split("warning: The hub cannot be written").Length));
        Assert.Contains("The hub can be written again; work goes on.", text, StringComparison.Ordinal);
        Assert.Contains("\"total\":30", output, StringComparison.Ordinal);
    }

    /// <summary>Hops that each write 20 kB into a store, one after the other.</summary>
    private static string Filling(int hops)
    {
        var text = new StringBuilder("""{ "mission_id": "fill", "name": "Fill", "outputs": [{ "id": "a0" }], "hops": [""");
        for (var n = hops - 1; n >= 0; n--)
        {
            text.Append($$"""
                { "id": "h{{n}}", {{(n == hops - 1 ? "" : $"\"depends_on\": [\"h{n + 1}\"],")}} "output_mapping": { "ref": "a{{n}}" }, "steps": [{ "id": "put", "tool_name": "data_store_update",
                  "parameter_mapping": { "store_name": { "literal": "s" }, "data": { "literal": [{ "n": {{n}}, "text": "{{new string('x', 20_000)}}" }] } },
                  "result_mapping": { "store_ref": { "state_asset": "ref" } } }] }{{(n == 0 ? "" : ",")}}
                """);
        }

        return text.Append("] }").ToString();
    }

    private static void MakeRoom(int processId)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", $"{processId}", "--fsize=unlimited"]);
        prlimit.WaitForExit();
    }

    private Process Start(int kibibytes)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "mission.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -S -f {kibibytes}; trap '' XFSZ; exec dotnet '{program}' run fill.json --run-id r1 --hub '{_cli.HubFile}'"])
        {
            WorkingDirectory = _cli.Directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // Both make large files in memory, which the limit counts too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }
}
