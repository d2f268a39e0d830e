/** @file How the report looks: light, dark and on paper. */
import { html } from './html.ts';

export const styleSheet = html`
:root {
  --paper: #fbfaf7; --raised: #ffffff; --ink: #1c2329; --soft: #616b74; --line: #e2ded6;
  --right: #1f6f8b; --wrong: #cf4a1d; --good: #176b48; --bad: #b3261e; --doubt: #855c06;
  --cell-right: var(--right); --cell-wrong: #bf4218;
  --ground-bad: #fcebe6; --ground-doubt: #fbf1d8; --ground-good: #e3f3eb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b; --raised: #1b2024; --ink: #e8e6e1; --soft: #9aa4ad; --line: #2f363c;
    --right: #2f8fb0; --wrong: #d9622f; --good: #6cc79b; --bad: #f2897f; --doubt: #e3b64f;
    --cell-right: #237592; --cell-wrong: #b9501f;
    --ground-bad: #3a201c; --ground-doubt: #362b13; --ground-good: #17302a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 40px 28px 72px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 14px; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { font-size: 21px; margin: 0 0 4px; letter-spacing: -0.01em; }
h3 { font-size: 17px; margin: 28px 0 10px; }
h3 small { font-weight: 400; color: var(--soft); font-size: 14px; margin-left: 6px; }
h4 { font-size: 14px; font-weight: 600; margin: 0 0 10px; }
p { margin: 0 0 12px; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
.digest { font-size: 12px; color: var(--soft); }
.quiet, figcaption .quiet { color: var(--soft); font-size: 14px; }
.eyebrow { color: var(--soft); font-size: 13px; margin: 0 0 4px; }
.kind { color: var(--soft); font-weight: 400; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header { border-bottom: 1px solid var(--line); padding-bottom: 24px; }
.verdict { display: inline-block; font-weight: 600; padding: 4px 14px; border-radius: 99px; margin: 0 0 18px; }
.verdict.passed { color: var(--good); background: var(--ground-good); }
.verdict.failed { color: var(--bad); background: var(--ground-bad); }
.verdict.needs-review { color: var(--doubt); background: var(--ground-doubt); }
.facts { display: flex; flex-wrap: wrap; gap: 12px 40px; margin: 0; }
.facts dt { color: var(--soft); font-size: 13px; }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }

section { padding: 32px 0 8px; }
section + section { border-top: 1px solid var(--line); }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--right); outline-offset: 4px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 500; text-align: left; }
.statements, .classes { width: 100%; margin: 12px 0; }
.statements th, .statements td, .classes th, .classes td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
.statements thead th, .classes thead th { color: var(--soft); font-size: 13px; font-weight: 400; }
.statements .number, .classes .number { text-align: right; padding-right: 22px; }
.statements td:nth-child(4) { font-weight: 600; }
.figure .quiet { font-size: 13px; margin-left: 8px; }
.statements code { white-space: nowrap; }
.mark { white-space: nowrap; font-weight: 600; font-size: 13px; }
.held .mark { color: var(--good); }
.broken .mark { color: var(--bad); }
.doubtful .mark { color: var(--doubt); }

.bar { position: relative; display: inline-block; width: 130px; height: 10px; border-radius: 5px; background: var(--line); vertical-align: middle; }
.bar i { position: absolute; top: 0; bottom: 0; min-width: 3px; border-radius: 5px; background: var(--right); opacity: 0.5; }
.bar b { position: absolute; top: -3px; bottom: -3px; width: 2px; margin-left: -1px; background: var(--ink); }
.range { color: var(--soft); font-size: 13px; margin-left: 8px; white-space: nowrap; }

.figures { display: flex; flex-wrap: wrap; gap: 14px 44px; margin: 4px 0 22px; }
.figure .name { display: block; color: var(--soft); font-size: 13px; }
.figure strong { font-size: 26px; font-weight: 600; letter-spacing: -0.02em; display: block; line-height: 1.3; }

.matrix { border-collapse: separate; border-spacing: 2px; margin-bottom: 18px; }
.matrix caption { text-align: left; color: var(--soft); font-size: 13px; padding: 0 0 8px; caption-side: top; white-space: nowrap; }
.matrix td { min-width: 46px; height: 36px; padding: 0 6px; text-align: center; border-radius: 4px; }
.matrix tbody td:not(.total) { background: color-mix(in oklab, var(--line) 40%, transparent); }
.matrix thead td { min-width: 0; }
.matrix tbody th { padding-right: 12px; text-align: right; white-space: nowrap; max-width: 240px; overflow: hidden; text-overflow: ellipsis; }
.matrix thead th { vertical-align: bottom; text-align: center; padding-bottom: 6px; }
.matrix thead th:not(.total) span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 150px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.matrix .zero { color: var(--soft); opacity: 0.35; }
.matrix .total { color: var(--soft); font-size: 13px; font-weight: 400; }
.matrix tbody td.right[style] { background: color-mix(in oklab, var(--cell-right) calc(18% + var(--share) * 82%), var(--paper)); }
.matrix tbody td.wrong[style] { background: color-mix(in oklab, var(--cell-wrong) calc(10% + var(--share) * 160%), var(--paper)); }
.matrix td.strong { color: #ffffff; font-weight: 600; }
.matrix td.right { outline: 1px solid color-mix(in oklab, var(--right) 45%, transparent); outline-offset: -1px; }

.pictures { display: flex; flex-wrap: wrap; gap: 4px; }
.pictures img { width: 76px; height: 76px; object-fit: contain; border-radius: 5px; background: var(--raised); border: 1px solid var(--line); display: block; }
.pictures .absent { width: 76px; height: 76px; border: 1px dashed var(--line); border-radius: 5px; color: var(--soft); font-size: 11px; display: grid; place-items: center; text-align: center; }
.pictures img.mistaken { border-color: transparent; outline: 2px solid var(--wrong); outline-offset: -1px; }
.mistaken-key { outline: 2px solid var(--wrong); border-radius: 3px; padding: 0 5px; }
.grid { margin: 14px 0 20px; }
.grid th { padding: 4px 18px 4px 0; }
.grid thead th { color: var(--soft); font-size: 13px; font-weight: 400; padding: 0 0 6px; }
.grid tbody th { white-space: nowrap; max-width: 240px; overflow: hidden; text-overflow: ellipsis; }
.grid td { padding: 4px 26px 4px 0; vertical-align: middle; }
.grid .pictures { flex-wrap: nowrap; }

.changes { display: flex; flex-wrap: wrap; gap: 14px 18px; margin: 12px 0; }
.changes figure { width: 150px; }
.changes img { width: 96px; height: 96px; object-fit: contain; border-radius: 5px; background: var(--raised); border: 1px solid var(--line); display: block; }
.changes figcaption { margin: 6px 0 0; font-size: 13px; }
.changes del { color: var(--soft); }
.changes ins { text-decoration: none; font-weight: 600; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 0 44px; }
.sides section + section { border-top: 0; }

.beside { display: flex; flex-wrap: wrap; gap: 20px 52px; align-items: flex-start; }
.beside > .scroll { flex: 0 1 auto; max-width: 100%; }
.mistakes { flex: 1 1 320px; padding-top: 2px; }
.confusions { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 16px 28px; margin-bottom: 20px; }
.mistakes .pictures img, .mistakes .absent { width: 44px; height: 44px; }
figure { margin: 0; }
figcaption { margin-bottom: 7px; }
figcaption .quiet { margin-left: 6px; }
details { margin: 10px 0 16px; }
summary { cursor: pointer; color: var(--right); width: fit-content; }
summary:focus-visible { outline: 2px solid var(--right); outline-offset: 3px; }
.charts { display: flex; flex-wrap: wrap; gap: 24px 52px; margin: 16px 0 22px; align-items: flex-start; }
.chart { width: 260px; }
.chart.wide { width: 330px; }
.chart svg { width: 100%; height: auto; display: block; overflow: visible; }
.chart figcaption { color: var(--soft); font-size: 13px; }
.chart p { font-size: 13px; margin: 8px 0 0; }
.right-fill { fill: var(--right); }
.wrong-fill { fill: var(--wrong); }
.ideal, .frame { fill: none; stroke: var(--soft); stroke-width: 1; vector-effect: non-scaling-stroke; }
.ideal { stroke-dasharray: 4 3; }
.classes.narrow { width: auto; margin: 0; }
.classes td { vertical-align: top; }
.line { display: block; }
pre { overflow-x: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; margin: 8px 0 14px; }
pre code { overflow-wrap: normal; white-space: pre; }
.prompts { columns: 2 320px; margin: 12px 0; }
.prompts > div { break-inside: avoid; padding-bottom: 10px; }
.prompts dt { font-weight: 600; }
.prompts dd { margin: 0; color: var(--soft); }
.provenance p { max-width: 76ch; }

@media (max-width: 640px) {
  main { padding: 24px 16px 48px; }
  .matrix td { min-width: 34px; height: 30px; padding: 0 2px; }
}
@media print {
  :root { --paper: #ffffff; --raised: #ffffff; --ink: #000000; --soft: #555555; --line: #d5d5d5; }
  body { font-size: 11px; }
  main { max-width: none; padding: 0; }
  * { print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .matrix td { min-width: 32px; height: 26px; }
  .pictures img, .pictures .absent { width: 52px; height: 52px; }
  tr, figure, .figure { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}
`;
