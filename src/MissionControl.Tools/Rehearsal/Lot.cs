using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MissionControl.Tools.Rehearsal;

/// <summary>A number of at least 0 and below 1, the same for the same attempt of the same step.</summary>
internal static class Lot
{
    public static decimal Draw(string idempotencyKey, int attempt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{idempotencyKey}\n{attempt}");
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / 4294967296m;
    }
}
