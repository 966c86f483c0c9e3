namespace MissionControl.Reports.Writing;

/// <summary>How report pages look. No sign in it that XML would escape: the page is written as a tree.</summary>
internal static class HtmlStyle
{
    public const string Page = """
        :root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#1c2530;--soft:#5b6678;--line:#e1e5eb;--stripe:#f8f9fb;--accent:#2563eb;--good:#0f766e;--good-bg:#dcf3ef;--warn:#92580a;--warn-bg:#fdf0d5;--bad:#b4380a;--bad-bg:#fde5d8;--crit:#9f1239;--crit-bg:#fde0e7;--quiet-bg:#eceff3}
        @media (prefers-color-scheme:dark){:root{--page:#0e131a;--card:#161d27;--ink:#e6e9ee;--soft:#9aa5b5;--line:#2a3442;--stripe:#1a222e;--accent:#60a5fa;--good:#5eead4;--good-bg:#113b37;--warn:#fcd34d;--warn-bg:#42330e;--bad:#fdba74;--bad-bg:#4a2410;--crit:#fda4af;--crit-bg:#4c1020;--quiet-bg:#252f3d}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        main{max-width:74rem;margin:0 auto;padding:2.5rem 1.25rem 3rem}
        h1{font-size:1.95rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 .3rem;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:0 0 1rem;letter-spacing:-.005em}
        h3{font-size:.98rem;margin:1.6rem 0 .6rem}
        p{margin:0 0 .8rem;overflow-wrap:anywhere}
        .subtitle{color:var(--soft);margin:0 0 1rem}
        nav{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin:0 0 1.6rem;font-size:.9rem}
        nav a{color:var(--accent);text-decoration:none}
        nav a:hover{text-decoration:underline}
        section{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1.4rem 1.5rem .8rem;margin:0 0 1.3rem}
        .banner{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .9rem;border-radius:.5rem;padding:.8rem 1rem;background:var(--quiet-bg);font-size:1.05rem}
        .banner strong{font-size:1.25rem;letter-spacing:.04em}
        .banner span{flex:1 1 16rem}
        .banner.good{background:var(--good-bg)}.banner.good strong{color:var(--good)}
        .banner.warning{background:var(--warn-bg)}.banner.warning strong{color:var(--warn)}
        .banner.bad{background:var(--bad-bg)}.banner.bad strong{color:var(--bad)}
        .banner.critical{background:var(--crit-bg)}.banner.critical strong{color:var(--crit)}
        .marked{border-left:3px solid var(--accent);padding:.1rem 0 .1rem .9rem}
        .marked strong{display:block;color:var(--soft);font-size:.82rem;font-weight:600;letter-spacing:.02em}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.4rem,1fr));gap:.8rem;margin:0 0 1.1rem;padding:0}
        .tile{display:grid;grid-row:span 3;grid-template-rows:subgrid;row-gap:0;border:1px solid var(--line);border-radius:.55rem;padding:.7rem .75rem;background:var(--stripe)}
        .tile dt{color:var(--soft);font-size:.85rem;line-height:1.35}
        .tile dd{margin:0}
        .tile .value{font-size:1.55rem;line-height:1.35;font-weight:650;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .tile .of{color:var(--soft);font-size:.77rem;line-height:1.4}
        .tile.good .value{color:var(--good)}.tile.warning .value{color:var(--warn)}.tile.bad .value{color:var(--bad)}.tile.critical .value{color:var(--crit)}
        .note,footer{color:var(--soft);font-size:.87rem}
        .scroll{overflow-x:auto;margin:0 0 1rem}
        table{width:100%;border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{text-align:left;vertical-align:top;padding:.42rem .6rem;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600;font-size:.84rem;line-height:1.35;vertical-align:bottom}
        td{overflow-wrap:break-word}
        td:first-child,th:first-child{padding-left:.2rem}
        td:last-child,th:last-child{padding-right:.2rem}
        .number{text-align:right}
        td.number,.time{white-space:nowrap}
        td.id{min-width:8.5rem;overflow-wrap:anywhere}
        td.id.whole{min-width:0;white-space:nowrap}
        td.name{min-width:11rem}
        tbody tr:last-child td{border-bottom:0}
        .mark{display:inline-block;border-radius:.35rem;padding:0 .45rem;background:var(--quiet-bg);white-space:nowrap}
        .mark.quiet{color:var(--soft)}
        .mark.good{background:var(--good-bg);color:var(--good)}.mark.warning{background:var(--warn-bg);color:var(--warn)}.mark.bad{background:var(--bad-bg);color:var(--bad)}.mark.critical{background:var(--crit-bg);color:var(--crit)}
        ul{margin:0 0 1rem;padding-left:1.2rem}
        li{margin:.25rem 0;overflow-wrap:anywhere}
        .beside{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:0 2.2rem}
        .beside h3{margin-top:.9rem}
        .beside td.name{min-width:0;overflow-wrap:anywhere}
        .drawings{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:1.2rem 2rem;margin:.4rem 0 1.2rem}
        .drawings figure{margin:0;min-width:0}
        .drawings svg{display:block;width:100%;height:auto}
        .drawings.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:1rem}
        .drawings.small figure{border:1px solid var(--line);border-radius:.55rem;padding:.7rem .8rem}
        @media screen and (max-width:44rem){
        main{padding:1.4rem .7rem 2rem}
        section{padding:1.1rem .9rem .6rem}
        .tiles{grid-template-columns:repeat(auto-fill,minmax(8.4rem,1fr));gap:.6rem}
        .wide,.wide tbody{display:block}
        .wide thead{display:none}
        .wide{font-size:.85rem}
        .wide tr{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.3rem .8rem;padding:.7rem 0;border-bottom:1px solid var(--line)}
        .wide tr:last-child{border-bottom:0}
        .wide td,.wide td.name,.wide td.id,.wide td.id.whole{display:block;min-width:0;border:0;padding:0;text-align:left;white-space:normal;overflow-wrap:anywhere}
        .wide .time{white-space:normal}
        .wide td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.77rem;line-height:1.3}
        .wide td:first-child,.wide td.long{grid-column:1/-1}
        .wide td:first-child{font-weight:600}
        .wide td:first-child::before{display:none}
        table:not(.wide) th,table:not(.wide) td{padding-left:.3rem;padding-right:.3rem}
        .mark{white-space:normal}
        }
        @page{margin:14mm 13mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif;color:#475569}}
        @media print{
        :root{color-scheme:light;--page:#fff;--card:#fff;--ink:#1c2530;--soft:#475569;--line:#cfd6df;--stripe:#fff;--accent:#1d4ed8;--good:#0f766e;--good-bg:#dcf3ef;--warn:#92580a;--warn-bg:#fdf0d5;--bad:#b4380a;--bad-bg:#fde5d8;--crit:#9f1239;--crit-bg:#fde0e7;--quiet-bg:#eceff3}
        body{font-size:9.5pt}
        main{max-width:none;padding:0}
        nav{display:none}
        section{border:0;border-radius:0;padding:0;margin:0 0 1.4rem}
        h2{border-bottom:1.5px solid var(--ink);padding-bottom:.25rem}
        h2,h3{break-after:avoid}
        tr,.tile,.drawings figure,.banner,.marked{break-inside:avoid}
        .note{break-before:avoid}
        .scroll{overflow:visible}
        table{font-size:8.3pt}
        th,td{padding:.3rem .45rem}
        th,th.number{white-space:normal;font-size:7.6pt}
        td.id,td.id.whole{min-width:0;white-space:normal}td.name{min-width:6rem}
        td{overflow-wrap:anywhere}
        td.number,td.time{overflow-wrap:normal}
        .wide{font-size:7.6pt}
        .wide th,.wide td{padding:.28rem .3rem}
        .note,footer{font-size:8pt}
        h3{font-size:10pt}
        .drawings{grid-template-columns:repeat(2,1fr);gap:.8rem 1.6rem}
        .drawings.small{grid-template-columns:repeat(3,1fr);gap:.6rem}
        .drawings.small figure{padding:.45rem .5rem}
        .beside{grid-template-columns:repeat(3,1fr);gap:0 1.4rem}
        .tiles{grid-template-columns:repeat(6,1fr);gap:.4rem}
        .tile{padding:.45rem .55rem}.tile .value{font-size:1.2rem}.tile dt{font-size:7.6pt}.tile .of{font-size:7pt}
        .banner,.mark,.tile{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;
}
