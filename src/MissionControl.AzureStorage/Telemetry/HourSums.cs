using System.Globalization;
using System.Text;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>
/// What hours, days and months come to. A sum is never added to: it is made anew from its parts, and only in the place of the one that was there
/// before the parts were read, so that the last one to be written has seen all of them.
/// </summary>
internal sealed class HourSums(ITableGateway tables, PayloadColumns payloads, BucketRows buckets)
{
    private const string Partition = "sums";
    private const string Tally = "Tally";
    private const string Hash = "Hash";
    private const string Version = "Version";
    private const string Hour = "hour ";
    private const string Day = "day ";
    private const string Month = "month ";
    private const int DayLength = 10;
    private const int MonthLength = 7;
    private static readonly TableKey Agents = new("agents", "all");

    /// <summary>Counts buckets anew, and every sum that they are part of.</summary>
    /// <returns>How many of the buckets came to something else than before.</returns>
    public async Task<int> RecountAsync(IReadOnlyCollection<string> counted, CancellationToken cancellationToken)
    {
        var changed = await counted.ReadEachAsync(bucket => ReplaceAsync(Key(Hour + bucket), () => CountAsync(bucket, cancellationToken), cancellationToken));
        var days = counted.Where(Bucket.IsHour).Select(hour => hour[..DayLength]).Distinct(StringComparer.Ordinal).ToList();
        await days.ReadEachAsync(day => ReplaceAsync(Key(Day + day), () => SumAsync($"{Hour}{day}T", cancellationToken), cancellationToken));
        var months = days.Select(day => day[..MonthLength]).Distinct(StringComparer.Ordinal);
        await months.ReadEachAsync(month => ReplaceAsync(Key(Month + month), () => SumAsync($"{Day}{month}-", cancellationToken), cancellationToken));
        await ReplaceAsync(StorageNames.AgentStats, Agents, () => TallyAgentsAsync(cancellationToken), cancellationToken);
        return changed.Count(one => one);
    }

    /// <summary>
    /// The tallies of everything up to the hour of the time: hours one by one as far back as figures of a week look, before that days, and months
    /// before the month where the hours begin. Each stands at the beginning of its span.
    /// </summary>
    public async Task<PortfolioHours> ReadAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var last = PortfolioHours.HourOf(asOf);
        var week = TimeSpan.FromHours(PortfolioCounts.WeekHours);
        var first = new DateTimeOffset((last - DateTimeOffset.MinValue < week ? DateTimeOffset.MinValue : last - week).Date, TimeSpan.Zero);
        var from = KeyText.Hour(first);
        var hours = new PortfolioHours();
        var parts = await Task.WhenAll(
            ReadAsync(new TableRange(Partition, Hour + from, $"{Hour}{KeyText.Hour(last)}!"), Hour, "yyyy-MM-ddTHH", cancellationToken),
            ReadAsync(new TableRange(Partition, $"{Day}{from[..MonthLength]}-", Day + from[..DayLength]), Day, "yyyy-MM-dd", cancellationToken),
            ReadAsync(new TableRange(Partition, Month, Month + from[..MonthLength]), Month, "yyyy-MM", cancellationToken));
        foreach (var (at, tally) in parts.SelectMany(part => part))
        {
            hours.Put(at, tally);
        }

        return hours;
    }

    /// <summary>The hours that hold records, from the one of the time on.</summary>
    public async Task<IReadOnlyList<string>> ListHoursAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var range = TableRange.StartingWith(Partition, Hour);
        range = since is { } at ? range with { From = Hour + KeyText.Hour(at) } : range;
        var hours = new List<string>();
        await foreach (var row in tables.ReadAllAsync(StorageNames.PortfolioHours, range, cancellationToken))
        {
            hours.Add(row.Key.Row[Hour.Length..]);
        }

        return hours.FindAll(Bucket.IsHour);
    }

    public async Task<IReadOnlyDictionary<string, AgentTally>> ReadAgentsAsync(CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(StorageNames.AgentStats, Agents, cancellationToken) is { } row)
        {
            if (await payloads.ReadAsync<HourTally>(row, Tally, cancellationToken) is { } all)
            {
                return all.Agents;
            }
        }

        return new Dictionary<string, AgentTally>();
    }

    private Task<bool> ReplaceAsync(TableKey key, Func<Task<HourTally>> sum, CancellationToken cancellationToken) =>
        ReplaceAsync(StorageNames.PortfolioHours, key, sum, cancellationToken);

    private async Task<bool> ReplaceAsync(string table, TableKey key, Func<Task<HourTally>> sum, CancellationToken cancellationToken)
    {
        while (true)
        {
            var there = await tables.GetAsync(table, key, cancellationToken);
            var tally = await sum();
            var hash = Wire.Sha256(Encoding.UTF8.GetBytes(Wire.Serialize(tally)));

            // Also put there when it is the same: whoever read its parts before these must read them again.
            var version = (there?.Number(Version) ?? 0) + 1;
            var columns = new Dictionary<string, object> { [Hash] = hash, [Version] = version };
            await payloads.WriteAsync(columns, Tally, tally, string.Create(CultureInfo.InvariantCulture, $"sums/{key.Partition}/{key.Row}/{version}/"), cancellationToken);
            var row = new TableRow(key, columns) { Tag = there?.Tag };
            TableChange change = there is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            if (await tables.TryApplyAsync(table, [change], cancellationToken))
            {
                await payloads.ForgetAsync(there, Tally, cancellationToken);
                return there?.Text(Hash) != hash;
            }
        }
    }

    private async Task<HourTally> CountAsync(string bucket, CancellationToken cancellationToken)
    {
        var tally = new HourTally();
        foreach (var share in await buckets.ReadAsync(bucket, cancellationToken))
        {
            share.AddTo(tally);
        }

        return tally;
    }

    private async Task<HourTally> SumAsync(string prefix, CancellationToken cancellationToken)
    {
        var sum = new HourTally();
        foreach (var (_, tally) in await ReadAsync(TableRange.StartingWith(Partition, prefix), cancellationToken))
        {
            sum.Add(tally);
        }

        return sum;
    }

    private async Task<HourTally> TallyAgentsAsync(CancellationToken cancellationToken)
    {
        var timeless = Hour + Bucket.Timeless;
        var all = await SumAsync(Month, cancellationToken);
        all.Add(await SumAsync(timeless, cancellationToken));
        return new HourTally { Agents = all.Agents };
    }

    private async Task<IReadOnlyList<(DateTimeOffset At, HourTally Tally)>> ReadAsync(TableRange range, string prefix, string format, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(range, cancellationToken))
            .Select(sum => (DateTimeOffset.ParseExact(sum.Row[prefix.Length..], format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), sum.Tally)),
    ];

    /// <summary>Sums of a range. One that was replaced while it was read is read again.</summary>
    private async Task<IReadOnlyList<(string Row, HourTally Tally)>> ReadAsync(TableRange range, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = new List<TableRow>();
            await foreach (var row in tables.ReadAllAsync(StorageNames.PortfolioHours, range, cancellationToken))
            {
                rows.Add(row);
            }

            var tallies = await rows.ReadEachAsync(row => payloads.ReadAsync<HourTally>(row, Tally, cancellationToken));
            if (!tallies.Contains(null))
            {
                return [.. rows.Zip(tallies, (row, tally) => (row.Key.Row, tally!))];
            }
        }
    }

    private static TableKey Key(string row) => new(Partition, row);
}
