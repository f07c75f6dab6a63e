/** The styles of `<usage-report>` in addition to the shared ones. Space is reserved for what arrives later. */
export const reportCss = `
:host { padding: 1rem; }
#headline:focus { outline: none; }
progress { width: 100%; accent-color: var(--accent); }
#headline, #connection, #last, #found { min-height: 1lh; }
#facts { min-height: 2lh; }
#facts, #last { margin: 0; }
.notices { min-height: 4rem; margin: 0.5rem 0; }
#message { min-height: 4.5rem; }
#tiles { grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0.5rem; }
#tiles div { padding: 0.5rem; border: 1px solid var(--line); border-radius: var(--radius); }
#tiles dt + dd { font-size: 1.3rem; }
#tiles .quiet { min-height: 2lh; font-size: 0.8rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin-bottom: 1rem; }
section { margin-top: 1rem; contain: content; }
svg { width: 100%; height: 11rem; border-bottom: 1px solid var(--line); }
#scale { height: 1.5rem; }
[part] > .row { margin-bottom: 0.5rem; }
[part=tools] > .row, [part=table] > .row { min-height: 2.2rem; }
.unseen { visibility: hidden; }
#scroller { height: 32rem; overflow-anchor: none; contain: strict; }
.scroller { overflow: auto; border: 1px solid var(--line); }
@media (max-width: 40rem) {
  #headline, #last { min-height: 2lh; }
  #facts { min-height: 3lh; }
  #chips { min-height: 6.75rem; }
  #found { flex-basis: 100%; }
}
@media (max-width: 24rem) {
  #facts { min-height: 4lh; }
  #last { min-height: 3lh; }
}
@media (min-width: 64rem) {
  #facts { min-height: 1lh; }
  .notices { min-height: 2rem; }
  #tiles .quiet { min-height: 1lh; }
}
`;
