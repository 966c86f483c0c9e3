using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Bodies;

/// <summary>Reads a body up to the route's limit, whatever its length claims to be.</summary>
public static class RawBody
{
    /// <exception cref="ProblemException">413.</exception>
    public static async Task<byte[]> ReadAsync(ApiCall call)
    {
        var most = call.Route.MaxBody;
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await call.Http.Request.Body.ReadAsync(buffer, call.Aborted)) > 0)
        {
            if (bytes.Length + read > most)
            {
                throw ProblemList.BodyTooLarge(most).ToException();
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
