using System.Xml.Linq;

namespace MissionControl.Tools.Reporting;

/// <summary>Markup that was built as a tree, so that no text in it can be anything but text; templates write it with <c>{{svg x}}</c>.</summary>
internal sealed class SafeMarkup
{
    private readonly string _markup;

    public SafeMarkup(XElement root) => _markup = root.ToString(SaveOptions.DisableFormatting);

    public override string ToString() => _markup;
}
