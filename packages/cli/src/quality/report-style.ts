/** Styles of the report's page. */
export const REPORT_STYLE = `
:root{--page:#f7f6f3;--card:#fff;--ink:#1d1f23;--soft:#61656e;--line:#e3e1db;--good:#2f7d5b;--into:#8fbfa8;--bad:#c2413a;--warn:#b7791f;--info:#3f6fb5}
@media (prefers-color-scheme:dark){:root{--page:#15171a;--card:#1d2024;--ink:#eceae5;--soft:#9a9ea8;--line:#31353b;--good:#52b788;--into:#2f6b50;--bad:#ef766e;--warn:#e0a94a;--info:#7fa8e6}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 .5rem;letter-spacing:-.02em}
h2{font-size:1.15rem;margin:2.5rem 0 .75rem}h2 small{color:var(--soft);font-weight:400}
h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
p{margin:.25rem 0}ul{list-style:none;margin:0;padding:0}
.brand{color:var(--good);font-weight:600;letter-spacing:.02em;margin:0 0 1.25rem}
.lead{font-size:1.1rem;color:var(--soft)}.lead b{color:var(--ink)}
.bar{display:flex;gap:2px;height:14px;border-radius:7px;overflow:hidden;margin:1.5rem 0 .75rem}
.bar i{min-width:3px}.kept{background:var(--good)}.merged{background:var(--into)}.rejected{background:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;color:var(--soft)}.legend b{color:var(--ink)}
.legend i{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.5em}
.facts{display:grid;grid-template-columns:repeat(8,1fr);gap:1px;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden;margin-top:1.5rem}
.facts li{background:var(--card);padding:.75rem;display:flex;flex-direction:column;line-height:1.3}
.facts b{font-size:1.25rem;font-variant-numeric:tabular-nums}.facts small{color:var(--soft)}
.plain b{display:inline-block;min-width:var(--digits);margin-right:.5rem;text-align:right;font-variant-numeric:tabular-nums}
details{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--info);border-radius:10px;margin:.5rem 0;overflow:hidden}
details.error{border-left-color:var(--bad)}details.warning{border-left-color:var(--warn)}
summary{display:flex;gap:.75rem;align-items:baseline;padding:.7rem 1rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:focus-visible{outline:2px solid var(--info);outline-offset:-2px}
summary b{min-width:var(--digits);text-align:right;font-variant-numeric:tabular-nums}summary span{flex:1}
summary em{font-style:normal;font-size:.8rem;color:var(--info);white-space:nowrap}
.error em{color:var(--bad)}.warning em{color:var(--warn)}
table{width:100%;border-collapse:collapse;font-size:.9rem}
details table{border-top:1px solid var(--line)}
th{text-align:left;font-weight:500;color:var(--soft);font-size:.8rem;padding:.5rem .5rem .25rem}
td{padding:.4rem .5rem;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:anywhere}
th:first-child,td:first-child{padding-left:1rem}
td small{display:block;color:var(--soft)}
.place{width:5.5rem;color:var(--soft);font-variant-numeric:tabular-nums}.what{width:40%}
.more,.code{padding:.4rem 1rem;color:var(--soft);font-size:.85rem;margin:0}.code{padding-top:0;font-family:ui-monospace,monospace;font-size:.75rem}
.more+.code{padding-top:0}details table+.code{padding-top:.4rem}
.categories{background:var(--card);border:1px solid var(--line);border-radius:10px;border-collapse:separate;border-spacing:0;overflow:hidden}
.categories tr:first-child td{border-top:0}
.number{text-align:right;white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}
.meter{width:25%;vertical-align:middle}.meter i{display:block;height:8px;border-radius:4px;background:var(--good);min-width:2px}
.feed{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:.5rem 0}
.feed p{color:var(--soft)}
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.1rem 1.5rem;margin:.5rem 0}
.columns li{display:flex;align-items:baseline;gap:.75rem}.columns span{flex:0 0 6.5rem;color:var(--soft)}
code{font:.85em ui-monospace,monospace;overflow-wrap:anywhere}.unused{font-size:.9rem}
footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}
@media (max-width:48rem){.facts{grid-template-columns:repeat(4,1fr)}}
@media (max-width:36rem){.facts li{padding:.6rem .5rem}.facts b{font-size:1.05rem}.facts span{font-size:.85rem}main{padding-top:1.25rem}h1{font-size:1.6rem}thead{display:none}details tr{display:block;border-top:1px solid var(--line);padding:.4rem 0}details td,details td.place,details td.what{display:block;width:auto;border:0;padding:.1rem 1rem}.line::before{content:"line "}.meter{display:none}}
`;
