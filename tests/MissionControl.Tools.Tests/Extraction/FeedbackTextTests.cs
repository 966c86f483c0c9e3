namespace MissionControl.Tools.Extraction;

public sealed class FeedbackTextTests
{
    private static readonly string[] Closings = ["best regards", "thanks", "viele grüße"];

    [Theory]
    [InlineData("Hello\n\nmy text", "Hello\n\nmy text")]
    [InlineData("text\n\nBest regards,\nAnn\nCUST-1", "text")]
    [InlineData("text\nThanks, Ann", "text")]
    [InlineData("text\nViele Grüße!\nAnn", "text")]
    [InlineData("Thanks to your driver it came.\nText", "Thanks to your driver it came.\nText")]
    [InlineData("text\nThanks to your driver", "text\nThanks to your driver")]
    [InlineData("Thanks", "Thanks")]
    [InlineData("text\n-- \nAnn\nhttp://x", "text")]
    [InlineData("text\n\nSent from my iPhone", "text")]
    [InlineData("text\n\nVon meinem iPhone gesendet", "text")]
    [InlineData("mine\n> theirs\nmine too", "mine\nmine too")]
    [InlineData("mine\n\nOn Mon, 24 Aug 2026 at 10:12, Shop <s@x> wrote:\n> theirs\n\nbelow", "mine\n\nbelow")]
    [InlineData("mine\n\nOn Mon, 24 Aug 2026 at 10:12, Shop\n<s@x> wrote:\n> theirs", "mine")]
    [InlineData("mine\n\nOn Mon, 24 Aug 2026 at 10:12, Shop <s@x> wrote:\n\ntheirs unmarked", "mine")]
    [InlineData("mine\n\nAm 24.08.2026 um 10:12 schrieb Shop <s@x>:\n> theirs", "mine")]
    [InlineData("mine\n\n-----Original Message-----\nFrom: Shop\nyours", "mine")]
    [InlineData("mine\n\nFrom: Shop <s@x>\nSent: Monday\nyours", "mine")]
    [InlineData("From: the heart\n\nthank you", "From: the heart\n\nthank you")]
    [InlineData("one\n\n\n\n\ntwo", "one\n\ntwo")]
    [InlineData("", "")]
    public void Feedback_OfABody_IsWhatItsSenderWrote(string body, string expected) => Assert.Equal(expected, FeedbackText.From(body, Closings));
}
