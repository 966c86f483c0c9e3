using System.Buffers;
using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>The header fields of a message or part, unfolded, in order. Names match without regard to case.</summary>
internal sealed class HeaderBlock
{
    private static readonly SearchValues<char> NoNameCharacters = SearchValues.Create(" \t\"<>@");

    private readonly List<(string Name, string Value)> _fields = [];

    public int Count => _fields.Count;

    /// <summary>The raw value of the first field of that name, encoded words as they are.</summary>
    public string? Find(string name) =>
        _fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public IEnumerable<string> All(string name) =>
        _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>Reads fields up to the first empty line; <paramref name="body"/> is what follows it.</summary>
    /// <exception cref="MalformedMessageException">The block is too long.</exception>
    public static HeaderBlock Read(ReadOnlySpan<byte> message, int limit, out int body)
    {
        var block = new HeaderBlock();
        var field = new StringBuilder();
        var at = 0;
        while (at < message.Length)
        {
            var line = Lines.Next(message, at, out var next);
            if (at + line.Length > limit)
            {
                throw new MalformedMessageException($"The header is longer than {limit} bytes.");
            }

            if (line.IsEmpty)
            {
                at = next;
                break;
            }

            var folded = line[0] is (byte)' ' or (byte)'\t';
            if (!folded)
            {
                block.Add(field);
            }

            field.Append(Text(line));
            at = next;
        }

        block.Add(field);
        body = at;
        return block;
    }

    // A line without a field name is dropped: mbox separators and mail robots leave such lines among real fields.
    private void Add(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        var colon = text.IndexOf(':');
        if (colon > 0 && !text.AsSpan(0, colon).TrimEnd().ContainsAny(NoNameCharacters))
        {
            _fields.Add((text[..colon].TrimEnd(), text[(colon + 1)..].Trim()));
        }
    }

    private static string Text(ReadOnlySpan<byte> line) => MailCharset.Decode(line, "utf-8");
}
