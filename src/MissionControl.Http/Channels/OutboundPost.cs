using System.Net;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>Posts to an address of the configuration, and says whether it can have arrived. Errors name the host only: paths and queries may hold secrets.</summary>
internal sealed class OutboundPost(HttpMessageHandler handler, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(handler);

    /// <exception cref="DeliveryException">It was not taken.</exception>
    public async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.IdnHost;
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            Check(host, response.StatusCode);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{host} gave no answer within {timeout.TotalSeconds:0} seconds.", error);
        }
        catch (HttpRequestException error)
        {
            throw new DeliveryException($"{host} could not be reached: {Reason(error)}", error) { MayHaveArrived = !IsBeforeSending(error) };
        }
        catch (IOException error)
        {
            throw new DeliveryException($"The connection to {host} broke.", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static void Check(string host, HttpStatusCode status)
    {
        var code = (int)status;
        if (code is < 200 or > 299)
        {
            throw new DeliveryException($"{host} answered {code} {status}.") { IsFinal = status == HttpStatusCode.Gone };
        }
    }

    private static bool IsBeforeSending(HttpRequestException error) => error.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    private static string Reason(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known.",
        HttpRequestError.SecureConnectionError => "its certificate or TLS is not accepted.",
        HttpRequestError.ConnectionError => $"{(error.InnerException ?? error).Message}",
        var other => $"{other}.",
    };
}
