namespace DiplomacyApi.PowerShell.Engine.Reports.Html;

/// <summary>How the page looks: on wide and narrow screens, light and dark, and on A4.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --panel: #f6f8fa; --rule: #d0d7de; --link: #0b57a4; --alert: #a40e26; --caution: #7a4b00; --mark: #a40e26; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e8eb; --soft: #a3abb5; --paper: #15181c; --panel: #1e2329; --rule: #3a424c; --link: #7fb8f5; --alert: #ff8f98; --caution: #f0be63; --mark: #ff8f98; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
        main { max-width: 68rem; margin: 0 auto; padding: 1.25rem 1.25rem 3rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem; }
        h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid var(--rule); }
        h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
        p { margin: .4rem 0; }
        a { color: var(--link); text-underline-offset: .15em; }
        code { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .84em; overflow-wrap: anywhere; }
        a.reference { text-decoration-style: dotted; }
        td:first-child code { font-weight: 400; }
        .date { white-space: nowrap; }
        q { font-style: italic; }
        .running { display: none; }
        .marking { margin: 0 0 .75rem; font-weight: 700; color: var(--mark); border: 2px solid var(--mark); padding: .1rem .6rem; width: fit-content; }
        .mark { font-weight: 700; color: var(--mark); }
        .alert { color: var(--alert); }
        .caution { color: var(--caution); }
        dl { margin: 0; }
        dl > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; padding: .15rem 0; }
        dt { color: var(--soft); }
        dd { margin: 0; min-width: 0; }
        dl.point { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: .5rem .9rem; font-size: .9rem; }
        dl.facts > div { padding: .3rem 0; }
        dl.details { font-size: .85rem; }
        dl.details > div { grid-template-columns: 5.5rem 1fr; gap: 0 .75rem; padding: 0; }
        nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: .8rem 0 0; font-size: .9rem; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0; }
        th { text-align: start; vertical-align: bottom; color: var(--soft); font-weight: 600; border-bottom: 1px solid var(--rule); padding: .3rem .9rem .3rem 0; }
        td { vertical-align: top; border-bottom: 1px solid var(--rule); padding: .4rem .9rem .4rem 0; }
        td:first-child { font-weight: 600; }
        .cell { min-width: 5.75rem; overflow-wrap: anywhere; }
        ol.entries { list-style: none; margin: 0; padding: 0; }
        ol.entries > li { display: grid; grid-template-columns: 10.5rem 1fr; gap: 0 1rem; padding: .7rem 0; border-bottom: 1px solid var(--rule); }
        ol.entries > li > div { min-width: 0; }
        ol.entries > li:target { background: var(--panel); }
        .when { color: var(--soft); font-variant-numeric: tabular-nums; font-size: .9rem; margin: 0; }
        .what { margin: 0 0 .25rem; }
        figure { margin: .8rem 0; }
        svg { display: block; width: 100%; max-width: 45rem; height: auto; margin: 0 auto; }
        svg text { font: 600 14px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
        svg .count { font-weight: 400; font-size: 13px; paint-order: stroke; stroke: var(--paper); stroke-width: 7px; stroke-linejoin: round; }
        svg .late { fill: var(--alert); font-weight: 600; }
        svg .node { fill: var(--panel); stroke: var(--soft); }
        svg .edge { fill: none; stroke: var(--soft); stroke-width: 1.5; }
        svg .edge.late { stroke: var(--alert); fill: none; stroke-width: 2.5; }
        svg .tip { fill: var(--soft); }
        svg .tip.late { fill: var(--alert); }
        @media screen and (max-width: 52rem) {
          main { padding: 1rem .9rem 2rem; }
          dl > div, dl.details > div { grid-template-columns: 1fr; padding: .25rem 0; }
          ol.entries > li { grid-template-columns: 1fr; }
          dl.details > div { display: block; }
          dl.details dt { display: inline; }
          dl.details dt::after { content: ": "; }
          dl.details dd { display: inline; }
          thead { display: none; }
          table, tbody, tr, td { display: block; }
          tr { border-bottom: 1px solid var(--rule); padding: .5rem 0; }
          td { display: grid; grid-template-columns: 7.5rem 1fr; gap: .5rem; border: 0; padding: .1rem 0; }
          td::before { content: attr(data-heading); color: var(--soft); font-weight: 400; }
          .cell { min-width: 0; }
        }
        @page { size: A4; margin: 14mm 15mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #57606a; } }
        @media print {
          :root { --ink: #000000; --soft: #444444; --paper: #ffffff; --panel: #ffffff; --rule: #bbbbbb; --link: #000000; --alert: #8c0a1e; --caution: #5c3900; --mark: #8c0a1e; }
          html { color-scheme: light; }
          body { display: table; width: 100%; font-size: 9pt; line-height: 1.32; }
          .running { display: table-header-group; font-size: 6.5pt; color: var(--soft); break-inside: avoid; }
          main { display: table-row-group; }
          dl.point { display: flex; flex-wrap: wrap; gap: .3mm 5mm; font-size: 8pt; padding: 1mm 2mm; }
          dl.point > div { display: flex; gap: 1.5mm; padding: 0; }
          dl.facts > div { padding: .4mm 0; }
          p { margin: .8mm 0; }
          td { padding-top: .8mm; padding-bottom: .8mm; }
          .cell { min-width: 17mm; }
          nav { display: none; }
          h1 { font-size: 15pt; margin: 3mm 0 2mm; }
          h2 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; }
          h3 { break-after: avoid; }
          table { font-size: 8pt; margin: 1mm 0; }
          th, td { padding-right: 2.5mm; }
          tr, ol.entries > li, dl > div, figure { break-inside: avoid; }
          ol.entries > li { grid-template-columns: 8.5rem 1fr; padding: 1.5mm 0; }
          .when { font-size: 8pt; }
          dl.details { font-size: 7.5pt; }
          dl.details > div, dl.details dt, dl.details dd { display: inline; padding: 0; }
          dl.details dt::after { content: ": "; }
          dl.details > div:not(:last-child) dd::after { content: " · "; }
          .new-page { break-before: page; }
          a { text-decoration: none; }
          a[rel]::after { content: " <" attr(href) ">"; font-size: .85em; overflow-wrap: anywhere; color: var(--soft); }
        }
        """;
}
