/** The looks of a page: one colour for each state, in light and dark, and nothing from elsewhere. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b2530;--muted:#5a6775;--line:#dfe5ec;--soft:#f5f7fa;--link:#23639f;--success:#1b8553;--failed:#c4342c;--unfinished:#a96a00;--cancelled:#7a5cc0;--skipped:#8a94a0}
@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--muted:#9aa7b5;--line:#29323d;--soft:#141b24;--link:#7db6f0;--success:#46b880;--failed:#ff8078;--unfinished:#e0a54a;--cancelled:#b49bf0;--skipped:#7d8896}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:3.2rem}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main,header,footer,nav ul{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.25rem}
h1{font-size:1.9rem;line-height:1.2;margin:.3rem 0 .6rem;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2.75rem 0 .75rem}
h3{font-size:1rem;margin:1.5rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
code,pre,.mono{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
pre{margin:.5rem 0;padding:.7rem .9rem;background:var(--soft);border:1px solid var(--line);border-radius:6px;overflow:auto;max-height:22rem;white-space:pre-wrap}
.kind,.muted,small{color:var(--muted)}
.kind{margin:0;display:flex;gap:.75rem;align-items:center;flex-wrap:wrap}
.story{font-size:1.1rem;max-width:46rem}
.state{color:var(--tone);white-space:nowrap;font-weight:600}
.state::before{content:"";display:inline-block;width:.6em;height:.6em;margin-right:.4em;border-radius:50%;background:var(--tone)}
.success{--tone:var(--success)}.failed{--tone:var(--failed)}.unfinished{--tone:var(--unfinished)}.cancelled{--tone:var(--cancelled)}.skipped,.none{--tone:var(--skipped)}
.failure{margin:1.25rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-left:4px solid var(--failed);border-radius:6px}
.failure h2{margin:0;font-size:1rem;color:var(--failed)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.5rem 0 0;padding:0}
.tiles div{padding:.6rem .9rem;background:var(--soft);border-radius:8px}
.tiles dt{color:var(--muted);font-size:.82rem}
.tiles dd{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:1.25rem 0}
.facts dt{color:var(--muted)}.facts dd{margin:0;min-width:0}
nav{position:sticky;top:0;z-index:1;margin-top:1.75rem;background:var(--paper);border-bottom:1px solid var(--line);overflow-x:auto}
nav ul{display:flex;gap:1.4rem;list-style:none;padding-top:.55rem;padding-bottom:.55rem}
nav a{color:var(--muted);text-decoration:none;white-space:nowrap}nav a:hover{color:var(--ink)}
.picture{overflow-x:auto;border:1px solid var(--line);border-radius:8px;text-align:center}
.picture svg{display:inline-block;vertical-align:top;max-width:max(100%,calc(var(--width)*.7));height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--muted);font-weight:500;white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
details{border-bottom:1px solid var(--line)}
details:first-of-type{border-top:1px solid var(--line)}
summary{cursor:pointer;padding:.5rem 0;list-style-position:outside;margin-left:1.1rem}
summary .row{display:inline-grid;width:calc(100% - .3rem);grid-template-columns:minmax(0,1fr) auto 10rem;gap:.15rem 1.25rem;vertical-align:top}
summary .row>:last-child{text-align:right;color:var(--muted);font-variant-numeric:tabular-nums;white-space:nowrap;grid-column-end:-1}
summary .state{white-space:normal}
details>div{padding:.1rem 0 1rem 1.1rem}
:target{outline:2px solid var(--link);outline-offset:4px;border-radius:4px}
.chart{display:grid;grid-template-columns:minmax(6rem,14rem) minmax(0,1fr);gap:.2rem 1rem;align-items:center;font-size:.88rem}
.chart h3{grid-column:1/-1;margin-bottom:0}
.chart svg{display:block;width:100%;height:1.35rem;background:var(--soft);border-radius:3px}
.chart .tall{height:2.2rem}
.chart svg *{fill:var(--tone)}
.axis{grid-column:2;display:flex;justify-content:space-between;color:var(--muted);font-size:.8rem;font-variant-numeric:tabular-nums}
.label{min-width:0}
img.sample{display:block;max-width:100%;max-height:26rem;margin:.5rem 0;background:#fff;border:1px solid var(--line);border-radius:6px}
div.sample{margin:.5rem 0}div.sample td,div.sample th{white-space:nowrap}
.file,.file:first-of-type{border:0}.file summary{padding:.2rem 0}
.port{padding:.6rem 0;border-top:1px solid var(--line)}.port>p{margin:0}
ul.plain{list-style:none;padding:0;margin:.3rem 0}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;color:var(--muted);font-size:.88rem;border-top:1px solid var(--line)}
@media(max-width:40rem){summary .row{grid-template-columns:minmax(0,1fr) auto}summary .row>:first-child:nth-last-child(3){grid-column:1/-1}h1{font-size:1.55rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}.chart{grid-template-columns:1fr;gap:.1rem}.chart .label{margin-top:.4rem}.axis{grid-column:1}}
@media print{nav{display:none}details{break-inside:avoid}}
`;
