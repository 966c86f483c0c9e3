namespace MissionControl.Tools.Mail;

public sealed class MailDateTests
{
    [Theory]
    [InlineData("Fri, 04 Sep 2026 09:52:28 +0200", "2026-09-04T09:52:28+02:00")]
    [InlineData("4 Sep 2026 09:52 -0730", "2026-09-04T09:52:00-07:30")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 EST", "2026-09-04T09:52:28-05:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 GMT", "2026-09-04T09:52:28+00:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 GMT+2", "2026-09-04T09:52:28+02:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 +05:30 (IST)", "2026-09-04T09:52:28+05:30")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 (a (nested) comment) +0100", "2026-09-04T09:52:28+01:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28+0100", "2026-09-04T09:52:28+01:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28-0100", "2026-09-04T09:52:28-01:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28", "2026-09-04T09:52:28+00:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 XYZ", "2026-09-04T09:52:28+00:00")]
    [InlineData("Fri, 4 Sep 2026 09:52:28 +9999", "2026-09-04T09:52:28+00:00")]
    [InlineData("4 September 26 09:52:60 +0000", "2026-09-04T09:52:59+00:00")]
    [InlineData("4-Sep-2026 09:52:28 -0500", "2026-09-04T09:52:28-05:00")]
    [InlineData("1 Jan 99 00:00 Z", "1999-01-01T00:00:00+00:00")]
    [InlineData("2026-09-04T09:52:28+02:00", "2026-09-04T09:52:28+02:00")]
    public void Date_InANotationOfRealSenders_IsRead(string text, string expected)
    {
        Assert.True(MailDate.TryParse(text, out var date));
        Assert.Equal(expected, MailDate.ToText(date));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Fri, 31 Feb 2026 09:52:28 +0200")]
    [InlineData("Fri, 4 Sep 2026 25:52:28 +0200")]
    [InlineData("Fri, 4 Sep 0 09:52:28 +0200")]
    [InlineData("1 Jan 0001 00:00:00 +0200")]
    [InlineData("31 Dec 9999 23:59:59 -0200")]
    [InlineData(":::::")]
    public void Date_ThatIsNone_IsRefused(string text) => Assert.False(MailDate.TryParse(text, out _));
}
