using System.Net.Http.Headers;
using MissionControl.Steps;
using MissionControl.Tools.Mail.Mime;
using MissionControl.Tools.Mail.Recorded;

namespace MissionControl.Tools.Mail.Gmail;

/// <summary>Searches through the Gmail REST API. Trying again is the step's business: errors say whether it can help.</summary>
internal sealed class GmailClient(MailOptions options)
{
    private const int PageSize = 500;
    private const int ParallelReads = 4;

    private readonly HttpClient _http = CreateHttp(options.Limits);

    public async Task<MailFindings> SearchAsync(MailRequest request, string? token, ToolContext context)
    {
        var call = new GmailCall(_http, CheckAddress(options.GmailAddress), CheckToken(token), context.CancellationToken);
        var query = GmailQuery.Text(request, context.RunStartedAt);
        var ids = await ListAsync(call, query, request.MaxResults);
        var labels = ids.Count == 0 ? [] : await LabelNamesAsync(call);
        var found = new object[ids.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = context.CancellationToken };
        await Parallel.ForAsync(0, ids.Count, parallel, async (i, _) => found[i] = await ReadAsync(call, ids[i], labels));

        var findings = new MailFindings();
        foreach (var message in found.OfType<MailMessage>())
        {
            findings.Add(message, _ => true);
        }

        findings.Skipped.AddRange(found.OfType<SkippedMessage>());
        return findings;
    }

    // Gmail lists the newest first, so the first pages hold the newest messages.
    private static async Task<List<string>> ListAsync(GmailCall call, string query, int most)
    {
        var ids = new List<string>();
        var pages = new HashSet<string>(StringComparer.Ordinal);
        string? page = null;
        do
        {
            var size = Math.Min(PageSize, most - ids.Count);
            var path = $"messages?q={Uri.EscapeDataString(query)}&maxResults={size}" + (page is null ? "" : $"&pageToken={Uri.EscapeDataString(page)}");
            var answer = await call.GetAsync(path);
            ids.AddRange(GmailAnswer.List(answer, "messages").Select(message => GmailAnswer.RequiredText(message, "id")));
            page = GmailAnswer.Text(answer, "nextPageToken");
        }
        while (page is not null && ids.Count < most && pages.Add(page));

        return ids.Distinct(StringComparer.Ordinal).Take(most).ToList();
    }

    private static async Task<Dictionary<string, string>> LabelNamesAsync(GmailCall call) =>
        GmailAnswer.List(await call.GetAsync("labels"), "labels")
            .GroupBy(label => GmailAnswer.RequiredText(label, "id"), StringComparer.Ordinal)
            .ToDictionary(label => label.Key, label => GmailAnswer.Text(label.First(), "name") ?? label.Key, StringComparer.Ordinal);

    // A MailMessage or a SkippedMessage.
    private async Task<object> ReadAsync(GmailCall call, string id, Dictionary<string, string> labels)
    {
        try
        {
            var answer = await call.FindAsync($"messages/{Uri.EscapeDataString(id)}?format=raw");
            if (answer is not { } found)
            {
                return new SkippedMessage(id, "It was deleted during the search.");
            }

            var message = new MessageParser(options.Limits).Parse(GmailAnswer.Raw(found), GmailAnswer.ReceivedAt(found));
            var names = GmailAnswer.Texts(found, "labelIds").Select(label => labels.GetValueOrDefault(label, label));
            return message with { Id = id, Labels = names.ToList() };
        }
        catch (MalformedMessageException e)
        {
            return new SkippedMessage(id, e.Message);
        }
    }

    private static Uri CheckAddress(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            ? new Uri(address.AbsoluteUri.TrimEnd('/') + "/gmail/v1/users/me/")
            : throw MailFault.BadParameter($"The configured Gmail address {address.Scheme}://{address.Host} would send the token in the clear. Use https.");

    private static AuthenticationHeaderValue CheckToken(string? token) =>
        string.IsNullOrWhiteSpace(token)
            ? throw MailFault.BadParameter("Parameter 'token' is missing: Gmail needs an OAuth access token. Map it as {\"secret\": \"name\"}.")
            : token.All(c => c is > ' ' and < (char)127)
                ? new AuthenticationHeaderValue("Bearer", token)
                : throw MailFault.BadParameter("Parameter 'token' holds characters that no token has. Check for blanks and line ends in the secret.");

    // A redirect would carry the token somewhere else.
    private static HttpClient CreateHttp(MailLimits limits) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            MaxResponseContentBufferSize = limits.MessageBytes * 3L / 2 + 1024 * 1024,
            Timeout = TimeSpan.FromSeconds(100),
        };
}
