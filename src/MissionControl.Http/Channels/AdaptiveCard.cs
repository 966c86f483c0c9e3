using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

/// <summary>A notification as an Adaptive Card. Cards read text as Markdown, so what comes from elsewhere is escaped.</summary>
internal static partial class AdaptiveCard
{
    private const int MostFacts = 20;
    private const int MostValue = 600;

    public static JsonObject Of(Delivery delivery, JsonArray? actions, JsonArray? inputs = null)
    {
        var told = delivery.Notification;
        var body = new JsonArray(Block(told.Title, "Large"));
        if (delivery.IsRepeat)
        {
            body.Add(Block("You may have received this message before.", "Small"));
        }

        body.Add(new JsonObject
        {
            ["type"] = "FactSet",
            ["facts"] = new JsonArray([.. told.Facts.Take(MostFacts).Select(fact => new JsonObject { ["title"] = Escape(fact.Name, 100), ["value"] = Escape(fact.Value, MostValue) })]),
        });
        foreach (var input in inputs ?? [])
        {
            body.Add(input!.DeepClone());
        }

        return Card(body, actions);
    }

    /// <summary>A card that says one thing.</summary>
    public static JsonObject Saying(string title, string text) => Card(new JsonArray(Block(title, "Large"), Block(text, "Default")), null);

    public static JsonArray? OpenPage(Uri? link) => link is null ? null : new JsonArray(
        Open("Look at it and decide", link));

    internal static string Escape(string foreign, int most) => Special().Replace(Markup.Line(foreign, most), "\\$0");

    private static JsonObject Open(string title, Uri link) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = link.AbsoluteUri };

    private static JsonObject Card(JsonArray body, JsonArray? actions)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
        };
        if (actions is not null)
        {
            card["actions"] = actions;
        }

        return card;
    }

    private static JsonObject Block(string text, string size) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = Escape(text, 300),
        ["size"] = size,
        ["weight"] = size == "Large" ? "Bolder" : "Default",
        ["wrap"] = true,
    };

    /// <summary>What Markdown and the templates of cards would read as more than text.</summary>
    [GeneratedRegex(@"[\\`*_{}\[\]()<>#+!|~$&]")]
    private static partial Regex Special();
}
