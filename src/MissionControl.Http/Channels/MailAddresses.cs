using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace MissionControl.Http.Channels;

/// <summary>Takes a text for a mail address only when it is one address, whole, on one line: what stands in a header can then add no other.</summary>
internal static class MailAddresses
{
    private const int MostAddress = 320;

    /// <param name="text"><c>name@example.org</c>, or <c>Name &lt;name@example.org&gt;</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MailAddress? address)
    {
        address = null;
        if (text.Length > MostAddress || text.Any(char.IsControl) || text.Contains(',', StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal))
        {
            return false;
        }

        return MailAddress.TryCreate(text, out address)
            && address.Address.All(c => c is > ' ' and <= '~' && c is not ('<' or '>' or '"' or '(' or ')' or '\\'))
            && address.Host.Contains('.', StringComparison.Ordinal) | address.Host == "localhost";
    }
}
