/** The styles of `<usage-report>` in addition to the shared ones. Space is reserved for what arrives later. */
export const reportCss = `
:host { padding: 1rem; }
#headline:focus { outline: none; }
progress { width: 100%; accent-color: var(--accent); }
#headline, #connection, #facts, #last, #found { min-height: 1lh; }
.notices { min-height: 4rem; }
#message { min-height: 4.5rem; }
#tiles { grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0.5rem; }
#tiles div { padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: var(--radius); min-height: 9.25rem; }
#tiles dt + dd { font-size: 1.3rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin-bottom: 1rem; }
section { margin-top: 1rem; contain: content; }
[part=largest] { min-height: 39rem; }
ol, #why { padding: 0; list-style: none; }
ol { margin: 0; font-size: 0.85rem; }
ol li { display: grid; grid-template-columns: 1fr auto; height: 1.8rem; }
.bar { height: 0.25rem; background: var(--accent); grid-column: 1 / 3; }
svg { width: 100%; height: 11rem; border-bottom: 1px solid var(--line); fill: var(--accent); cursor: pointer; }
.picked { fill: var(--problem); }
#scale { display: grid; height: 1.5rem; font-size: 0.75rem; white-space: nowrap; overflow: hidden; }
[part=tools] .row, [part=table] .row { margin-bottom: 0.5rem; min-height: 2.2rem; }
[aria-pressed=true] { background: var(--accent); color: var(--on-accent); }
[aria-disabled=true] { opacity: 0.6; }
.unseen { visibility: hidden; }
.scroller { overflow: auto; max-height: 24rem; border: 1px solid var(--line); }
#scroller { height: 32rem; max-height: none; overflow-anchor: none; contain: strict; }
#devices { table-layout: fixed; min-width: 60rem; border-collapse: separate; border-spacing: 0; }
#devices th, #devices td { height: 2.25rem; padding-block: 0; vertical-align: middle; }
#rows::before, #rows::after { content: ""; display: table-row; height: var(--before); visibility: hidden; }
#rows::after { height: var(--after); }
#head th:first-child { width: 12rem; }
.scroller th, .scroller td { white-space: nowrap; overflow: clip; text-overflow: ellipsis; }
#head th { position: sticky; top: 0; background: var(--paper); }
th button { padding: 0; border: 0; }
[aria-sort=ascending] button::after { content: " ↑"; }
[aria-sort=descending] button::after { content: " ↓"; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
[data-state=failed] { color: var(--problem); }
@media (max-width: 40rem) {
  #headline, #facts { min-height: 2lh; }
  #chips { min-height: 6.75rem; }
  #found { flex-basis: 100%; }
}
`;
