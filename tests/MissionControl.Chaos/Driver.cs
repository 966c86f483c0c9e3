using System.Diagnostics;
using System.Globalization;

namespace MissionControl.Chaos;

/// <summary>Keeps starting runs in a worker that it kills again and again, and then checks what is there.</summary>
/// <param name="kills">New runs are started until so many workers were killed, even beyond the number of runs.</param>
internal sealed class Driver(ChaosFolder folder, int runs, int seed, int kills = 0)
{
    private const int Window = 200;
    private const int Few = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(seed);
    private readonly Acknowledgements _taken = new();
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private int _next;
    private int _open = int.MaxValue;
    private int _seenOpen;
    private int _startedWhenSeen;
    private int _startedWhenAsked;
    private int _kills;
    private bool _isReady;
    private bool _isLooking;

    public ChaosReport Run()
    {
        var took = Stopwatch.StartNew();
        while (!IsDone && _taken.Broken.Count == 0)
        {
            using var worker = new WorkerProcess(folder);
            Live(worker, Life());
            if (worker.HasExited)
            {
                _taken.Broken.Add($"a worker ended by itself: {worker.Error}");
            }
            else if (IsDone)
            {
                worker.Stop();
            }
            else
            {
                worker.Kill();
                _kills++;
            }

            Hear(worker);
        }

        var check = new ChaosCheck(folder, _next, _taken);
        check.Run();
        if (_taken.Broken.Count == 0)
        {
            check.CheckNotifications();
        }

        return new ChaosReport(_next, seed, _kills, check.Calls, check.Decisions, took.Elapsed, _taken.Broken);
    }

    private bool IsDone => _kills >= kills && _taken.Started.Count == Math.Max(runs, _next) && _open == 0;

    /// <summary>From the moment it is ready: most lives are short, some get something done.</summary>
    private TimeSpan Life() => TimeSpan.FromMilliseconds(_random.Next(10) < 8 ? _random.Next(700) : 700 + _random.Next(3000));

    private void Live(WorkerProcess worker, TimeSpan life)
    {
        // Some die while they open the hub.
        var birth = _random.Next(10) == 0 ? TimeSpan.FromMilliseconds(_random.Next(400)) : Patience;
        var lived = Stopwatch.StartNew();
        _isReady = _isLooking = false;
        while (!_isReady && lived.Elapsed < birth && !worker.HasExited)
        {
            worker.Wait(TimeSpan.FromMilliseconds(5));
            Hear(worker);
        }

        life = _isReady ? life : TimeSpan.Zero;
        lived.Restart();
        var sent = new HashSet<int>();
        var voted = new HashSet<string>(StringComparer.Ordinal);
        _open = int.MaxValue;
        while (lived.Elapsed < life && !worker.HasExited && !IsDone)
        {
            _taken.Asked.Where(voted.Add).Take(Window).ToList().ForEach(approval => Vote(worker, approval));
            Outstanding().Where(sent.Add).ToList().ForEach(number => worker.Tell($"start {number.ToString(CultureInfo.InvariantCulture)}"));
            if (!_isLooking)
            {
                worker.Tell("look");
                _startedWhenAsked = _taken.Started.Count;
                _isLooking = true;
            }

            worker.Wait(TimeSpan.FromMilliseconds(20 + _random.Next(30)));
            Hear(worker);
        }
    }

    /// <summary>All voters at once, in any order: their votes meet in the worker.</summary>
    private void Vote(WorkerProcess worker, string approval)
    {
        foreach (var vote in Acknowledgements.VotesOn(approval).Where(vote => !_taken.IsHeard(approval, vote.Name)).OrderBy(_ => _random.Next()))
        {
            worker.Tell($"{(vote.Approve ? "approve" : "reject")} {approval} {vote.Name}");
        }
    }

    /// <summary>Runs that were not acknowledged yet; those that were sent to a dead worker are sent again.</summary>
    private IEnumerable<int> Outstanding()
    {
        // A worker that dies before it could look around leaves what the one before it saw, and what was started since.
        var open = _seenOpen + _taken.Started.Count - _startedWhenSeen;
        if (open < Window)
        {
            // Beyond the runs that were asked for only as many as a worker that is killed all the time can finish.
            while ((_next < runs || (_kills < kills && open < Few)) && _next - _taken.Started.Count < (_next < runs ? Window : Few))
            {
                _next++;
            }
        }

        return Enumerable.Range(0, _next).Where(number => !_taken.Started.Contains(number));
    }

    private void Hear(WorkerProcess worker)
    {
        while (worker.TryRead(out var answer))
        {
            if (answer.StartsWith("open ", StringComparison.Ordinal))
            {
                var open = int.Parse(answer.AsSpan(5), CultureInfo.InvariantCulture);
                if (open != _open)
                {
                    _sinceProgress.Restart();
                }

                // Whoever looked while runs were being started may have looked past them.
                _seenOpen = open;
                _open = _startedWhenAsked == _taken.Started.Count ? open : int.MaxValue;
                _startedWhenSeen = _taken.Started.Count;
                _isLooking = false;
            }
            else if (answer == "ready")
            {
                _isReady = true;
            }
            else if (_taken.Hear(answer))
            {
                _open = _startedWhenSeen == _taken.Started.Count ? _open : int.MaxValue;
                _sinceProgress.Restart();
            }
        }

        if (_sinceProgress.Elapsed > Patience)
        {
            _taken.Broken.Add($"nothing has moved for {Patience}: {_taken.Started.Count} of {runs} runs started, {_open} open");
        }
    }
}

/// <summary>How one chaos run went.</summary>
internal sealed record ChaosReport(int Runs, int Seed, int Kills, int Calls, int Decisions, TimeSpan Took, IReadOnlyList<string> Broken)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Runs} runs, seed {Seed}: {Kills} kills, {Calls} tool calls, {Decisions} approvals, {Broken.Count} promises broken, {Took.TotalSeconds:0} s");
}
