using Microsoft.Playwright;
using MissionControl.Cli.Tests.Browser;

namespace MissionControl.Cli.Tests.Reports;

/// <summary>Reports as people see them: laid out by a real browser.</summary>
[Collection(BrowserGroup.Name)]
public sealed class ReportPageTests(ChromiumBrowser browser, ReportPages pages) : IClassFixture<ReportPages>
{
    [ChromiumTheory]
    [InlineData(ReportPages.Shipped, 8)]
    [InlineData(ReportPages.Many, 12)]
    [InlineData(ReportPages.Run, 0)]
    public async Task Page_OpenedWithoutScript_ShowsItsDrawingsAndAsksForNothingElse(string page, int drawings)
    {
        var file = pages.PathTo(page);

        await using var opened = await browser.OpenAsync(file, 1280);

        Assert.Equal([new Uri(file).AbsoluteUri], opened.Requests);
        Assert.Empty(opened.Complaints);
        Assert.True(await opened.DrawingsAsync() >= drawings);
    }

    [ChromiumTheory]
    [InlineData(ReportPages.Shipped, 400)]
    [InlineData(ReportPages.Shipped, 1280)]
    [InlineData(ReportPages.Many, 400)]
    [InlineData(ReportPages.Many, 1280)]
    [InlineData(ReportPages.Run, 400)]
    [InlineData(ReportPages.Run, 1280)]
    public async Task Page_InAWindow_HidesNothingAtItsSides(string page, int width)
    {
        await using var opened = await browser.OpenAsync(pages.PathTo(page), width);

        Assert.Empty(await opened.BeyondAsync());
    }

    [ChromiumTheory]
    [InlineData(ReportPages.Shipped)]
    [InlineData(ReportPages.Many)]
    [InlineData(ReportPages.Run)]
    public async Task Page_OnPaper_LosesNothingAtItsSides(string page)
    {
        // What A4 leaves between the margins that the page asks for.
        await using var opened = await browser.OpenAsync(pages.PathTo(page), 695, media: Media.Print);

        Assert.Empty(await opened.BeyondAsync());
    }

    [ChromiumTheory]
    [InlineData(ReportPages.Shipped)]
    [InlineData(ReportPages.Many)]
    public async Task Drawings_OfAPage_KeepTheirTextsApartAndInside(string page)
    {
        await using var opened = await browser.OpenAsync(pages.PathTo(page), 1280);

        Assert.Empty(await opened.CrowdedAsync());
    }

    [ChromiumTheory]
    [InlineData(ReportPages.Shipped, ColorScheme.Light)]
    [InlineData(ReportPages.Shipped, ColorScheme.Dark)]
    [InlineData(ReportPages.Run, ColorScheme.Light)]
    [InlineData(ReportPages.Run, ColorScheme.Dark)]
    public async Task Texts_InLightAndDark_CanBeReadBeforeWhatIsBehindThem(string page, ColorScheme scheme)
    {
        await using var opened = await browser.OpenAsync(pages.PathTo(page), 1280, scheme);

        Assert.Empty(await opened.FaintAsync());
    }
}
