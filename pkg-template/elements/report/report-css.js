/** The look of `<usage-report>`, beyond what all elements share. What comes in later has its place from the start. */
export const reportCss = `
:host { padding: 1rem; container-type: inline-size; }
h2:focus { outline: none; }
progress { inline-size: 100%; accent-color: var(--accent); }
.notices { min-block-size: 3.5rem; align-items: start; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr)); gap: 0.5rem; margin-block: 0.5rem; }
.tiles > div { padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: var(--radius); min-block-size: 6.5rem; }
.tiles dd { font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.tiles dd.quiet { font-size: 0.8rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; min-block-size: 34rem; }
.largest { margin: 0; padding: 0; list-style: none; font-size: 0.85rem; }
.largest li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.5rem; min-block-size: 1.6rem; }
.bar { flex-basis: 100%; flex-grow: 0; block-size: 0.25rem; background: var(--accent); }
.largest .bar { max-inline-size: 100%; flex-basis: auto; }
svg { display: block; inline-size: 100%; block-size: 11rem; border-block-end: 1px solid var(--line); cursor: pointer; }
rect { fill: var(--accent); }
rect.picked { fill: var(--problem); }
.scale { display: grid; block-size: 1.5rem; font-size: 0.75rem; overflow: hidden; }
.scale span { white-space: nowrap; overflow: visible; }
summary { cursor: pointer; }
[part="tools"] > .row { margin-block-end: 0.5rem; min-block-size: 2.2rem; }
[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }
.count, .number { font-variant-numeric: tabular-nums; }
.unseen { visibility: hidden; }
.scroller { block-size: 32rem; overflow: auto; border: 1px solid var(--line); overflow-anchor: none; overflow-wrap: normal; }
.scroller.groups { block-size: auto; max-block-size: 24rem; }
.paged .scroller { block-size: auto; max-block-size: none; }
[part="table"] > .row { min-block-size: 2.5rem; }
[part="table"] table { table-layout: fixed; min-inline-size: 56rem; }
[part="table"] tr { block-size: 2.25rem; }
.scroller th, .scroller td { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.scroller thead th { position: sticky; inset-block-start: 0; background: var(--paper); z-index: 1; }
th button { padding: 0; border: 0; }
[aria-sort="ascending"] button::after { content: " ↑"; }
[aria-sort="descending"] button::after { content: " ↓"; }
.number { text-align: end; }
[data-state="failed"] { color: var(--problem); }
[data-connection="given up"] .notice { color: var(--problem); }
.reasons { padding: 0; list-style: none; }
.reasons li { padding-block: 0.5rem; border-block-end: 1px solid var(--line); }
`;
