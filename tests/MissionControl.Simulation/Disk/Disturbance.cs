using MissionControl.Simulation.Schedule;

namespace MissionControl.Simulation.Disk;

/// <summary>What goes wrong in one simulation, how often, and that it ends some time: a disturbed world comes to rest.</summary>
internal sealed class Disturbance
{
    private static readonly string[] Starving = ["commit", "Instance", "Slot", "await", "alarm"];

    private readonly Random _random;
    private readonly int _oneIn;
    private int _deaths;
    private int _outages;
    private int _failsFor;

    private Disturbance(Random random, int deaths, int outages, int oneIn)
    {
        _random = random;
        _deaths = deaths;
        _outages = outages;
        _oneIn = oneIn;
    }

    public int Died { get; private set; }

    /// <summary>True when nothing goes wrong and everything happens in its order.</summary>
    public bool IsCalm { get; private init; }

    public static Disturbance None => new(new Random(0), 0, 0, 1) { IsCalm = true };

    public static Disturbance Draw(Random random) => new(random, random.Next(6), random.Next(4), 4 << random.Next(4));

    public CommitFault NextCommit()
    {
        if (_failsFor > 0)
        {
            _failsFor--;
            return _random.Next(2) == 0 ? CommitFault.FailsBefore : CommitFault.FailsAtTheEnd;
        }

        if (IsCalm || _random.Next(_oneIn) > 0)
        {
            return CommitFault.None;
        }

        if (_outages > 0 && _random.Next(3) == 0)
        {
            _outages--;
            _failsFor = 1 + _random.Next(6);
            return CommitFault.FailsBefore;
        }

        return TryDie() ? (CommitFault)((int)CommitFault.DiesBefore + _random.Next(3)) : CommitFault.None;
    }

    /// <summary>True when the process dies between two jobs.</summary>
    public bool DiesNow() => !IsCalm && _random.Next(_oneIn * 8) == 0 && TryDie();

    /// <summary>True when the process is stopped in good order.</summary>
    public bool StopsNow() => !IsCalm && _random.Next(_oneIn * 16) == 0 && TryDie();

    /// <summary>True when time passes although there is work to do: the machine is slow.</summary>
    public bool IsSlowNow() => !IsCalm && _random.Next(25) == 0;

    /// <summary>True when an answer that was taken arrives once more.</summary>
    public bool RepeatsNow() => !IsCalm && _random.Next(30) == 0;

    public bool PeopleLookNow() => !IsCalm && _random.Next(20) == 0;

    public Order DrawOrder() => IsCalm ? Order.AsTheyCame : (Order)_random.Next(3);

    public string? DrawStarved() => IsCalm || _random.Next(3) > 0 ? null : Starving[_random.Next(Starving.Length)];

    public int Draw(int below) => IsCalm ? 0 : _random.Next(below);

    private bool TryDie()
    {
        if (_deaths == 0)
        {
            return false;
        }

        _deaths--;
        Died++;
        return true;
    }
}
