using System.Security.Cryptography;
using System.Text;

namespace MissionControl.Http.Links;

/// <summary>The one style sheet of the pages, inside them: nothing is loaded from elsewhere. The content policy allows it by its hash.</summary>
internal static class LinkStyle
{
    public const string Css = """

        :root{color-scheme:light dark;--bg:#f4f6fb;--card:#fff;--text:#101828;--muted:#5d6679;--line:#e3e7ef;--soft:#f7f9fc;--accent:#1d4ed8;--accent-text:#fff;
        --good:#067647;--good-bg:#e9f9f0;--bad:#b42318;--bad-bg:#fdeeec;--warn:#8a4b08;--warn-bg:#fff5e0}
        @media(prefers-color-scheme:dark){:root{--bg:#0c111d;--card:#151b2b;--text:#eceff6;--muted:#a3acc0;--line:#2a3347;--soft:#1b2335;--accent:#7da2ff;--accent-text:#0c111d;
        --good:#6ce0a6;--good-bg:#0d2e21;--bad:#ff9b90;--bad-bg:#3a1714;--warn:#ffcb6b;--warn-bg:#35270c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:760px;margin:0 auto;padding:40px 20px 64px}
        .brand{color:var(--muted);font-size:14px;font-weight:600;letter-spacing:.02em;margin:0 0 12px 4px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:32px;box-shadow:0 1px 2px rgb(16 24 40/.05),0 12px 32px -16px rgb(16 24 40/.18)}
        h1{font-size:24px;line-height:1.3;margin:12px 0 4px;overflow-wrap:anywhere}
        h2{font-size:14px;margin:32px 0 8px;color:var(--muted);font-weight:600}
        p{margin:8px 0}
        .lead{color:var(--muted);margin:0 0 4px;overflow-wrap:anywhere}
        .pill{display:inline-block;padding:3px 12px;border-radius:999px;font-size:13px;font-weight:600;background:var(--soft);color:var(--muted)}
        .pill.open{background:var(--warn-bg);color:var(--warn)}.pill.good{background:var(--good-bg);color:var(--good)}.pill.bad{background:var(--bad-bg);color:var(--bad)}
        .note{border-radius:12px;padding:14px 18px;margin:20px 0 0;background:var(--soft);overflow-wrap:anywhere}
        .note.good{background:var(--good-bg);color:var(--good)}.note.bad{background:var(--bad-bg);color:var(--bad)}.note.warn{background:var(--warn-bg);color:var(--warn)}
        dl{display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:8px 24px;margin:8px 0 0}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere}
        pre{margin:0;font:13.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:8px 12px;max-height:320px;overflow:auto}
        dl+.lead{margin-top:12px}
        ul{margin:8px 0 0;padding-left:20px}
        [hidden]{display:none}
        label{display:block;font-weight:600;margin:20px 0 6px}
        label .hint{font-weight:400;color:var(--muted)}
        input,select,textarea{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 14px}
        textarea{min-height:88px;resize:vertical}
        .actions{display:flex;gap:12px;flex-wrap:wrap;margin-top:24px}
        button{flex:1 1 180px;font:inherit;font-weight:600;padding:13px 20px;border-radius:10px;border:1px solid transparent;cursor:pointer}
        button.yes{background:var(--accent);color:var(--accent-text)}
        button.no{background:var(--card);color:var(--bad);border-color:currentColor}
        button:hover{filter:brightness(1.06)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        footer{color:var(--muted);font-size:14px;margin:20px 4px 0;overflow-wrap:anywhere}
        @media(max-width:560px){main{padding:16px 12px 40px}.card{padding:22px 18px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:10px}}

        """;

    /// <summary>No script, no frame, nothing from elsewhere; the form goes nowhere but here.</summary>
    public static string ContentPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
