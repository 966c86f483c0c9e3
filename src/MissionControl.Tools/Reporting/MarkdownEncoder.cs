using System.Text;
using HandlebarsDotNet;
using MissionControl.Reports.Writing;

namespace MissionControl.Tools.Reporting;

/// <summary>Writes a template's texts as <see cref="MarkdownText"/>.</summary>
internal sealed class MarkdownEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target) => target.Write(MarkdownText.Escape(text));

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var whole = new StringBuilder();
        while (text is not null && text.MoveNext())
        {
            whole.Append(text.Current);
        }

        Encode(whole, target);
    }
}
