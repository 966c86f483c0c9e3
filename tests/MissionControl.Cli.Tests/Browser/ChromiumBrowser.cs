using Microsoft.Playwright;

namespace MissionControl.Cli.Tests.Browser;

/// <summary>A headless Chromium, started once for all tests and ended with them.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private IPlaywright? _driver;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (ChromiumProgram.Find() is { } program)
        {
            _driver = await Playwright.CreateAsync();
            _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _driver?.Dispose();
    }

    /// <summary>Opens a file in a window of that width, with scripts switched off.</summary>
    public async Task<OpenedPage> OpenAsync(string file, int width, ColorScheme scheme = ColorScheme.Light, Media media = Media.Screen)
    {
        var browser = _browser ?? throw new InvalidOperationException("Chromium is not installed: apt-get install chromium");
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            JavaScriptEnabled = false,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        var opened = new OpenedPage(page);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media });
        await page.GotoAsync(new Uri(file).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return opened;
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<ChromiumBrowser>
{
    public const string Name = "browser";
}
