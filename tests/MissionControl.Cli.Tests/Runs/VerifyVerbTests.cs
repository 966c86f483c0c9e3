using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MissionControl.Cli.Tests.Runs;

public sealed class VerifyVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public VerifyVerbTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExportedRun_VerifiedWithItsKey_Fits(bool finished)
    {
        await _cli.RunAsync(["run", "asked.json", "--run-id", "r1", .. finished ? new[] { "--approve-all" } : []]);
        await _cli.RunAsync("history", "r1", "--export", "r1.json");

        var verified = await _cli.CallAsync(_ => { }, ["verify", "r1.json", "--key", "hub.db.key"]);

        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Matches(@"^r1\.json: fits its seals \(\d instances, \d+ events\)\n$", verified.Out);
    }

    [Theory]
    [InlineData("history", "r1")]
    [InlineData("history", "r1", "--export", "r1.json")]
    [InlineData("show", "r1")]
    public async Task DamagedChunk_IsToldAndIsNoUnexpectedError(params string[] call)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        using (var hub = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_cli.HubFile};Pooling=False"))
        {
            hub.Open();
            using var damage = hub.CreateCommand();
            damage.CommandText = "UPDATE history SET events = x'5B7B' WHERE key = (SELECT min(key) FROM history) AND first = 1";
            damage.ExecuteNonQuery();
        }

        var told = await _cli.RunAsync(call);

        Assert.Equal((2, ""), (told.Code, told.Out));
        Assert.StartsWith("error: The history of 'r1' cannot be read from event 1 on", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportedRun_VerifiedWithoutAKey_SaysLinksOnly()
    {
        await ExportAsync(text => text);

        var verified = await _cli.RunAsync("verify", "r1.json");

        Assert.Equal(0, verified.Code);
        Assert.Contains("links only", verified.Out, StringComparison.Ordinal);
        Assert.True((bool)(await _cli.RunAsync("verify", "r1.json", "--json")).Json["is_links_only"]!);
    }

    [Theory]
    [InlineData("\"name\":\"PlanMission\"", "\"name\":\"PlanHolidays\"", "do not fit their seal")]
    [InlineData("\"status\":\"completed\",\"generation\"", "\"status\":\"running\",\"generation\"", "does not fit its seal")]
    [InlineData("\"event\":\"execution_started\",", "\"event\":\"execution_started\",\"note\":\"x\",", "do not fit their seal")]
    [InlineData("\"parent_instance_id\":\"r1\",\"events\"", "\"parent_instance_id\":\"r2\",\"events\"", "names another parent")]
    [InlineData("\"run_id\":\"r1\",\n", "\"run_id\":\"r9\",\n", "does not belong to the run")]
    public async Task ChangedText_VerifiedWithItsKey_IsNamed(string from, string to, string fault)
    {
        await ExportAsync(text =>
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            return text.Replace(from, to, StringComparison.Ordinal);
        });

        var verified = await _cli.RunAsync("verify", "r1.json", "--key", "hub.db.key");

        Assert.Equal(1, verified.Code);
        Assert.Contains("r1.json: was changed", verified.Out, StringComparison.Ordinal);
        Assert.Contains(fault, verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutTail_WithItsLinksMended_IsFoundWithTheKeyOnly()
    {
        await ExportAsync(text => Edit(text, instance =>
        {
            var chunks = instance["seals"]!["chunks"]!.AsArray();
            var events = instance["events"]!.AsArray();
            for (var n = (int)chunks[^1]!["count"]!; n > 0; n--)
            {
                events.RemoveAt(events.Count - 1);
            }

            chunks.RemoveAt(chunks.Count - 1);
            instance["seals"]!["length"] = events.Count;
            instance["seals"]!["seal"] = (string)chunks[^1]!["seal"]!;
        }));

        Assert.Equal(0, (await _cli.RunAsync("verify", "r1.json")).Code);
        Assert.Contains("'r1': its row does not fit its seal", (await _cli.RunAsync("verify", "r1.json", "--key", "hub.db.key")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DroppedChunkAndDroppedInstance_AreFoundByTheLinks()
    {
        await ExportAsync(text => Edit(text, instance => instance["seals"]!["chunks"]!.AsArray().RemoveAt(0)));
        Assert.Contains("missing, doubled or out of order", (await _cli.RunAsync("verify", "r1.json")).Error, StringComparison.Ordinal);

        await ExportAsync(text =>
        {
            var document = JsonNode.Parse(text)!;
            document["instances"]!.AsArray().RemoveAt(1);
            return document.ToJsonString(Wire.Options);
        });
        Assert.Matches("'r1~[0-9a-f]{16}': it is missing", (await _cli.RunAsync("verify", "r1.json")).Error);
    }

    [Fact]
    public async Task KeyOfAnotherHubOrNone_IsRefused()
    {
        await ExportAsync(text => text);
        _cli.Write("other.key", Convert.ToBase64String(new byte[32]));
        Restrict("other.key");

        var other = await _cli.RunAsync("verify", "r1.json", "--key", "other.key");
        var none = await _cli.RunAsync("verify", "r1.json", "--key", "nowhere.key");

        Assert.Equal((2, 2), (other.Code, none.Code));
        Assert.Contains("another key", other.Error, StringComparison.Ordinal);
        Assert.Contains("There is no key file", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryWithoutSeals_IsNoProof()
    {
        await ExportAsync(text => Regex.Replace(text, @"\],""seals"":.*?\n\]\}", "]", RegexOptions.Singleline));

        var verified = await _cli.RunAsync("verify", "r1.json");

        Assert.Equal(1, verified.Code);
        Assert.Contains("'r1': it has no seals", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubKey_InTheEnvironment_TakesThePlaceOfTheFile()
    {
        _cli.Variables["MISSION_HUB_KEY"] = Convert.ToBase64String(new byte[32]);
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        _cli.Variables.Clear();

        var refused = await _cli.RunAsync("resume", "r1");

        Assert.Equal(2, refused.Code);
        Assert.Contains("MISSION_HUB_KEY", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile + ".key"));
    }

    private async Task ExportAsync(Func<string, string> change)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");
        await _cli.RunAsync("history", "r1", "--export", "r1.json");
        _cli.Write("r1.json", change(await File.ReadAllTextAsync(Path.Combine(_cli.Directory, "r1.json"))));
    }

    private static string Edit(string text, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(text)!;
        change(document["instances"]![0]!);
        return document.ToJsonString(Wire.Options);
    }

    private void Restrict(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_cli.Directory, file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
