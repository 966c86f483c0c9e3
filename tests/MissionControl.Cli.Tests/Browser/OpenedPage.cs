using Microsoft.Playwright;

namespace MissionControl.Cli.Tests.Browser;

/// <summary>A page as the browser laid it out. What is measured is evaluated from outside: the page itself runs no script.</summary>
public sealed class OpenedPage : IAsyncDisposable
{
    /// <summary>Elements that reach beyond the window, and boxes that hide a part of what they hold.</summary>
    private const string Beyond = """
        [...document.querySelectorAll('body *')].filter(element => {
          const box = element.getBoundingClientRect();
          const hides = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && !(element instanceof SVGElement);
          return box.width > 0 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1 || hides);
        }).map(element => `${element.tagName} ${element.textContent.slice(0, 60)}`)
        """;

    /// <summary>Texts of a drawing that cover each other or leave it.</summary>
    private const string Crowded = """
        [...document.querySelectorAll('svg')].flatMap(svg => {
          const view = svg.viewBox.baseVal, texts = [...svg.querySelectorAll('text')].map(text => ({ name: text.textContent, box: text.getBBox() })).filter(text => text.name);
          const outside = texts.filter(({ box }) => box.x < -1 || box.y < -1 || box.x + box.width > view.width + 1 || box.y + box.height > view.height + 1).map(text => `outside: ${text.name}`);
          const meet = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4;
          return [...outside, ...texts.flatMap((one, place) => texts.slice(place + 1).filter(other => meet(one.box, other.box)).map(other => `over each other: ${one.name}, ${other.name}`))];
        })
        """;

    /// <summary>Texts whose contrast to what is behind them is below the 4.5 to 1 that people need.</summary>
    private const string Faint = """
        (() => {
          const parse = color => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
          const light = color => { const [r, g, b] = parse(color).map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = element => { for (let one = element; one; one = one.parentElement) { const color = getComputedStyle(one).backgroundColor, parts = parse(color); if (parts.length === 3 || parts[3] > 0) return color; } return 'rgb(255, 255, 255)'; };
          return [...document.querySelectorAll('body *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && !['TITLE', 'DESC', 'STYLE'].includes(element.tagName.toUpperCase())).filter(element => {
            const style = getComputedStyle(element), a = light(element instanceof SVGElement ? style.fill : style.color), b = light(behind(element));
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
          }).map(element => `${element.tagName} ${element.textContent.slice(0, 40)}`);
        })()
        """;

    private readonly IPage _page;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    public OpenedPage(IPage page)
    {
        _page = page;
        page.Request += (_, request) => _requests.Add(request.Url);
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IReadOnlyList<string> Requests => _requests;

    /// <summary>What the browser said of the page.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public Task<string[]> BeyondAsync() => _page.EvaluateAsync<string[]>(Beyond);

    public Task<string[]> CrowdedAsync() => _page.EvaluateAsync<string[]>(Crowded);

    public Task<string[]> FaintAsync() => _page.EvaluateAsync<string[]>(Faint);

    public Task<int> DrawingsAsync() => _page.EvaluateAsync<int>("document.querySelectorAll('svg').length");

    public async ValueTask DisposeAsync() => await _page.CloseAsync();
}
