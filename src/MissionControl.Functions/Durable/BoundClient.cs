using Microsoft.DurableTask.Client;

namespace MissionControl.Functions.Durable;

/// <summary>The platform's client, which it hands to functions and not to services: every function that may need it binds it before anything else.</summary>
internal sealed class BoundClient
{
    private DurableTaskClient? _client;

    /// <exception cref="InvalidOperationException">A function that uses the stores does not bind the client.</exception>
    public DurableTaskClient Current =>
        _client ?? throw new InvalidOperationException("No function of this process has bound the Durable Task client yet. Give the function a [DurableClient] parameter.");

    /// <summary>They are all the same: thin wrappers of one connection that lives as long as the process.</summary>
    public void Bind(DurableTaskClient client) => _client = client;
}
