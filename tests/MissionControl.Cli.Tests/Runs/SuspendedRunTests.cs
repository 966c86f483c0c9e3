namespace MissionControl.Cli.Tests.Runs;

public sealed class SuspendedRunTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>What a quarantined run looks like to the read verbs.</summary>
    [Fact]
    public async Task RunThatIsHeldBack_IsListedAndShownWithTheReason()
    {
        await _cli.RunAsync("run", _cli.Write("asked.json", Samples.CountWithApproval), "--run-id", "r1");
        using (var hub = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_cli.HubFile};Pooling=False"))
        {
            hub.Open();
            using var held = hub.CreateCommand();
            held.CommandText = "UPDATE runs SET status = 3, error = '''r1~x'' (Hop) is quarantined: its turn failed 5 times.'";
            held.ExecuteNonQuery();
        }

        var (list, show) = (await _cli.RunAsync("list"), await _cli.RunAsync("show", "r1"));

        Assert.Contains("suspended", list.Out, StringComparison.Ordinal);
        Assert.Contains("'r1~x' (Hop) is quarantined: its turn failed 5 times.", list.Out, StringComparison.Ordinal);
        Assert.Contains("error: 'r1~x' (Hop) is quarantined", show.Out, StringComparison.Ordinal);
    }
}
