using System.CommandLine;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary>The options that select many runs to purge.</summary>
internal sealed class PurgeSelection
{
    private readonly Option<string?> _olderThan = new("--older-than")
    {
        Description = "All runs that ended at least so long ago: 90s, 5m, 2h, 30d or P30D.",
        HelpName = "TIME",
    };

    private readonly Option<string?> _status = new("--status")
    {
        Description = $"All runs that ended so, by commas: {Words}. Default, with --older-than: all of these.",
        HelpName = "STATUS",
    };

    private static string Words => string.Join(", ", PurgeQuery.FinalStatuses.Select(status => Wire.Word(status)));

    public void AddTo(Command command)
    {
        command.Options.Add(_olderThan);
        command.Options.Add(_status);
    }

    /// <summary>Null when neither option is given.</summary>
    /// <exception cref="UsageException">A value is no time or no final status.</exception>
    public PurgeQuery? Read(ParseResult parse)
    {
        var (age, words) = (parse.GetValue(_olderThan), parse.GetValue(_status));
        var olderThan = TimeSpan.Zero;
        if (age is not null && !Duration.TryParse(age, out olderThan, out var error))
        {
            throw new UsageException($"--older-than: {PlainText.Line(error!)}.");
        }

        return age is null && words is null ? null : new PurgeQuery(olderThan, words is null ? PurgeQuery.FinalStatuses : [.. words.Split(',').Select(Status).Distinct()]);
    }

    private static RunStatus Status(string word)
    {
        foreach (var status in PurgeQuery.FinalStatuses)
        {
            if (Wire.Word(status) == word.Trim())
            {
                return status;
            }
        }

        throw new UsageException($"--status: '{PlainText.Short(word.Trim(), 40)}' is no final status. Give one or more of: {Words}.");
    }
}
