/** The look of what shows devices, and comes with it. Nothing here may move what {@link reportCss} has put in its place. */
export const devicesCss = `
ol, #why { padding: 0; list-style: none; }
ol { --height: 1.8rem; margin: 0; font-size: 0.85rem; min-height: calc(var(--most) * var(--height)); }
ol li { display: grid; grid-template-columns: 1fr minmax(6rem, auto); height: var(--height); }
ol li :nth-child(2) { text-align: end; }
#chips b { display: inline-block; min-width: var(--digits); }
.bar { height: 0.25rem; background: var(--accent); grid-column: 1 / 3; }
svg { fill: var(--accent); cursor: pointer; }
.picked { fill: var(--problem); }
#scale { display: grid; font-size: 0.75rem; white-space: nowrap; overflow: hidden; }
[aria-pressed=true] { background: var(--accent); color: var(--on-accent); }
[aria-disabled=true] { opacity: 0.6; }
.scroller:not(#scroller) { max-height: 24rem; }
#devices { table-layout: fixed; min-width: 60rem; border-collapse: separate; border-spacing: 0; }
#devices th, #devices td { height: 2.25rem; padding-block: 0; vertical-align: middle; }
#rows::before, #rows::after { content: ""; display: table-row; height: var(--before); visibility: hidden; }
#rows::after { height: var(--after); }
#head th:first-child { width: 12rem; }
#head th:nth-child(3) { width: 7.5rem; }
#head th:nth-child(5) { width: 10rem; }
.scroller th, .scroller td { white-space: nowrap; overflow: clip; text-overflow: ellipsis; }
#head th { position: sticky; top: 0; background: var(--paper); }
th button { padding: 0; border: 0; }
[aria-sort=ascending] button::after { content: " ↑"; }
[aria-sort=descending] button::after { content: " ↓"; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
[data-state=failed] { color: var(--problem); }
`;
