namespace MissionControl.AzureStorage.Gateways;

/// <summary>A call that failed because a test ordered it.</summary>
internal sealed class OrderedFault() : Exception("The call failed as ordered.");

/// <summary>Counts the calls to both gateways, and lets one of them fail.</summary>
internal sealed class CallMeter
{
    private int _faultAt;
    private bool _afterIt;
    private int _calls;

    public int Calls => _calls;

    public bool HasFailed { get; private set; }

    /// <summary>The n-th call from now on fails, and every later one: the process is dead.</summary>
    public void FailAt(int n, bool afterIt)
    {
        (_faultAt, _afterIt, HasFailed) = (_calls + n, afterIt, false);
    }

    public void Mend() => (_faultAt, HasFailed) = (0, false);

    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        if (_faultAt == 0 || number < _faultAt)
        {
            return await call();
        }

        HasFailed = true;
        if (number == _faultAt && _afterIt)
        {
            await call();
        }

        throw new OrderedFault();
    }
}
