/** The form's own CSS. */
export const css = `
:host { max-width: 46rem; padding: 1.25rem; border-radius: var(--radius); }
.field { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
label, legend { display: block; padding: 0; font-weight: 600; }
fieldset label { font-weight: 400; }
.choice { display: flex; gap: 0.5rem; align-items: center; margin: 0.25rem 0; }
.field > input, textarea { width: 100%; }
textarea, pre, code, td input { font-family: ui-monospace, monospace; }
textarea { resize: vertical; }
[aria-invalid="true"] { border-color: var(--problem); border-width: 2px; }
.columns { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
.columns > div { flex: 1 1 13rem; margin: 0.5rem 0; }
.columns input { width: 100%; }
th, td:first-child { white-space: nowrap; }
.drop { margin: 0.5rem 0; padding: 0.75rem; border: 1px dashed var(--line); border-radius: var(--radius); }
.drop .field { display: grid; grid-template-columns: minmax(0, 1fr); margin: 0 0 0.5rem; }
textarea, .held { grid-area: 3 / 1; }
.held { padding: 0.6rem; border: 1px solid var(--line); border-radius: var(--radius); }
.drop > p { margin: 0.5rem 0 0; }
.scroller { max-height: 22rem; margin: 0.5rem 0; overflow: auto; }
td input { width: 11rem; }
@media (max-width: 40rem) {
  .drop > p + p { min-height: 2lh; }
  .scroller tr { display: grid; grid-template-columns: 4.5rem 1fr; }
  .scroller tr > :last-child { grid-column: span 2; }
}
td .row { margin-top: 0.25rem; gap: 0.35rem; }
details { margin: 0 0 1.25rem; }
summary { font-weight: 600; cursor: pointer; }
details > div { margin-top: 0.5rem; }
.drop h2, details h2 { font-size: 1.05rem; }
pre {
  max-height: 14rem;
  margin: 0 0 0.75rem;
  padding: 0.6rem;
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  font-size: 0.85rem;
  white-space: pre-wrap;
}
.summary, .outcome {
  margin: 0 0 1.25rem;
  padding: 0.9rem 1.1rem;
  border: 2px solid var(--problem);
  border-radius: var(--radius);
}
.outcome { margin: 1.25rem 0 0.75rem; }
.outcome.success { border-color: var(--success); }
`;
