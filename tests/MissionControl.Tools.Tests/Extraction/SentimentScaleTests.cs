namespace MissionControl.Tools.Extraction;

public sealed class SentimentScaleTests
{
    private static readonly SentimentScale Scale = new(new SentimentWords
    {
        Positive = new Dictionary<string, double> { ["good"] = 1, ["love*"] = 2, ["no problem"] = 1, ["*嬉しい*"] = 2 },
        Negative = new Dictionary<string, double> { ["bad"] = 1, ["never arrived"] = 2 },
        Neutral = ["good morning"],
        Negations = ["not", "never", "no", "don't"],
        Intensifiers = new Dictionary<string, double> { ["very"] = 1.5, ["slightly"] = 0.5 },
        Contrasts = ["but"],
    });

    [Theory]
    [InlineData("good", 1)]
    [InlineData("GOOD and lovely", 3)]
    [InlineData("goodness", 0)]
    [InlineData("not good", -0.75)]
    [InlineData("not a very good", -1.12)]
    [InlineData("not one of the good", 1)]
    [InlineData("no, good", 1)]
    [InlineData("It is not. Good", 1)]
    [InlineData("I don’t love it", -1.5)]
    [InlineData("not bad", 0.75)]
    [InlineData("very good", 1.5)]
    [InlineData("slightly bad", -0.5)]
    [InlineData("no problem", 1)]
    [InlineData("no problem good", 2)]
    [InlineData("it never arrived", -2)]
    [InlineData("never. arrived", 0)]
    [InlineData("good morning", 0)]
    [InlineData("good but bad", -1)]
    [InlineData("good. But bad", 0)]
    [InlineData("とても嬉しいです", 2)]
    [InlineData("", 0)]
    public void Score_OfAText_IsTheSumOfItsWeighedWords(string text, double expected) => Assert.Equal(expected, Scale.Score(Words.Split(text)));

    [Theory]
    [InlineData(1, "positive")]
    [InlineData(0.99, "neutral")]
    [InlineData(-0.99, "neutral")]
    [InlineData(-1, "negative")]
    public void Label_AtTheThreshold_Changes(double score, string expected) => Assert.Equal(expected, Scale.Label(score));
}
