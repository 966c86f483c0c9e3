namespace MissionControl.Http.Events;

/// <summary>How many streams are open: each holds a connection, so there is an end to them.</summary>
internal sealed class OpenStreams
{
    public const int Most = 500;

    private int _open;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= Most)
        {
            return true;
        }

        Exit();
        return false;
    }

    public void Exit() => Interlocked.Decrement(ref _open);
}
