using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace MissionControl.Assets;

/// <summary>Reads one path from left to right and stops at the first fault, naming its column and the cure.</summary>
internal sealed class AssetPathParser(string text)
{
    private readonly List<PathSegment> _segments = [];
    private int _at;
    private string? _error;

    public bool TryParse(out IReadOnlyList<PathSegment> segments, [NotNullWhen(false)] out string? error)
    {
        if (text.Length > AssetPath.MaxLength)
        {
            Fail($"a path has at most {AssetPath.MaxLength} characters, this one has {text.Length}");
        }
        else if (ReadRoot())
        {
            while (_error is null && _at < text.Length)
            {
                ReadSegment();
            }
        }

        segments = _segments;
        error = _error;
        return error is null;
    }

    private bool ReadRoot()
    {
        var root = ReadName();
        if (root is AssetPath.ContentRoot or AssetPath.MetadataRoot)
        {
            _segments.Add(new PathSegment.Member(root));
            return true;
        }

        _at = 0;
        return Fail(RootCure(root));
    }

    private string RootCure(string root)
    {
        const string Rule = "a path starts at the asset with 'content' or 'metadata'";
        if (root.Length == 0)
        {
            return $"{Rule}, for example content.query";
        }

        var near = root.StartsWith("cont", StringComparison.OrdinalIgnoreCase) ? AssetPath.ContentRoot
            : root.StartsWith("meta", StringComparison.OrdinalIgnoreCase) ? AssetPath.MetadataRoot
            : null;
        var cure = near is null ? PathText.Quote("content." + text) : PathText.Quote(near + text[root.Length..]);
        return $"{Rule}; did you mean {cure}";
    }

    private void ReadSegment()
    {
        if (_segments.Count == AssetPath.MaxSegments)
        {
            Fail($"a path has at most {AssetPath.MaxSegments} parts");
        }
        else if (text[_at] == '.')
        {
            ReadMember();
        }
        else if (text[_at] == '[')
        {
            ReadBracket();
        }
        else
        {
            Fail("expected '.' and a name, '[' and an index, or the end; quote a name with special characters: [\"a b\"]");
        }
    }

    private void ReadMember()
    {
        _at++;
        var name = ReadName();
        if (name.Length > 0)
        {
            _segments.Add(new PathSegment.Member(name));
        }
        else
        {
            Fail("expected a name after '.'; quote a name with special characters: [\"a b\"]");
        }
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < text.Length && PathText.IsPlain(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void ReadBracket()
    {
        var open = _at++;
        if (_at < text.Length && text[_at] == ']')
        {
            _segments.Add(new PathSegment.Each());
            _at++;
        }
        else if (_at < text.Length && text[_at] == '"')
        {
            ReadQuoted(open);
        }
        else
        {
            ReadIndex();
        }
    }
    private void ReadQuoted(int open)
    {
        var start = _at++;
        while (_at < text.Length && text[_at] != '"')
        {
            _at += text[_at] == '\\' ? 2 : 1;
        }

        if (_at + 1 >= text.Length || text[_at + 1] != ']')
        {
            _at = Math.Min(_at, text.Length);
            Fail($"the name that begins at column {open + 2} must end with \"]");
            return;
        }

        var name = Unquote(text[start..(_at + 1)]);
        if (name is null)
        {
            _at = start;
            Fail("the quoted name is no JSON text; write \\\" for a quote and \\\\ for a backslash");
            return;
        }

        _segments.Add(new PathSegment.Member(name));
        _at += 2;
    }

    private static string? Unquote(string quoted)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(quoted);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void ReadIndex()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        if (_at == start || _at == text.Length || text[_at] != ']')
        {
            Fail("expected an index as in [0], [] for every element, or a quoted name as in [\"a b\"]");
        }
        else if (!int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            _at = start;
            Fail($"an index is at most {int.MaxValue}");
        }
        else
        {
            _segments.Add(new PathSegment.Index(index));
            _at++;
        }
    }

    private bool Fail(string cure)
    {
        _error = $"Path {PathText.Quote(text)}, column {_at + 1}: {cure}.";
        return false;
    }
}
