using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>The channels of one host: what sends, and what lets votes in. It owns their connections.</summary>
public sealed class ChannelSet : IDisposable
{
    private readonly List<NotificationChannel> _senders = [];
    private readonly List<IDisposable> _owned = [];

    internal ChannelSet()
    {
    }

    /// <summary>For the dispatcher.</summary>
    public IReadOnlyList<NotificationChannel> Senders => _senders;

    /// <summary>For the routes.</summary>
    public ChannelDoors Doors { get; internal set; } = null!;

    internal void Add(NotificationChannel channel) => _senders.Add(channel);

    internal T Own<T>(T connection)
        where T : IDisposable
    {
        _owned.Add(connection);
        return connection;
    }

    public void Dispose() => _owned.ForEach(connection => connection.Dispose());
}
