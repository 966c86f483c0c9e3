namespace MissionControl.AzureStorage.Tables;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("run-1~hop~a~1", "run-1~hop~a~1")]
    [InlineData("a/b\\c#d?e", "a!002fb!005cc!0023d!003fe")]
    [InlineData("a!002fb", "a!0021002fb")]
    [InlineData("ä\n", "!00e4!000a")]
    [InlineData("", "")]
    public void Text_OfAnyCharacters_BecomesAKeyOfItsOwn(string text, string key) => Assert.Equal(key, KeyText.Of(text));

    [Fact]
    public void Text_ThatIsTooLong_BecomesItsHash()
    {
        var one = KeyText.Of(new string('a', 300));

        Assert.Equal(66, one.Length);
        Assert.NotEqual(one, KeyText.Of(new string('a', 301)));
        Assert.Equal(new string('a', 256), KeyText.Of(new string('a', 256)));
    }

    [Fact]
    public void Times_AsKeys_SortAsTheyAreNamed()
    {
        var early = new DateTimeOffset(2026, 2, 6, 23, 0, 0, TimeSpan.FromHours(-2));
        var late = early.AddTicks(1);

        Assert.True(string.CompareOrdinal(KeyText.OldestFirst(early), KeyText.OldestFirst(late)) < 0);
        Assert.True(string.CompareOrdinal(KeyText.NewestFirst(early), KeyText.NewestFirst(late)) > 0);
        Assert.Equal(("2026-02", "2026-02-07T01"), (KeyText.Month(early), KeyText.Hour(early)));
    }
}
