using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>Markup that was built as a tree, so that no text in it can be anything but text.</summary>
public sealed class SafeMarkup(XElement root)
{
    /// <summary>A copy, to be put into a larger tree.</summary>
    public XElement ToElement() => new(root);

    public override string ToString() => root.ToString(SaveOptions.DisableFormatting);
}
