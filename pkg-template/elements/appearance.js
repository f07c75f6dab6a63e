/**
 * The look that all elements share. A page sets the custom properties that begin with `--usage-`; the others are used
 * here and by the elements' own CSS. Light or dark follows the `color-scheme` of the page.
 */
export const baseSheet = `
:host {
  --text: var(--usage-text, light-dark(#1c2330, #e8ecf3));
  --quiet: var(--usage-quiet, light-dark(#5a6474, #a3aebf));
  --paper: var(--usage-paper, light-dark(#ffffff, #1d232d));
  --line: var(--usage-line, light-dark(#7d8899, #7b879b));
  --accent: var(--usage-accent, light-dark(#1f5fbf, #7fb0ff));
  --on-accent: var(--usage-on-accent, light-dark(#ffffff, #10203a));
  --problem: var(--usage-problem, light-dark(#b3261e, #ff9d94));
  --success: var(--usage-success, light-dark(#1b7040, #7ed6a0));
  --radius: var(--usage-radius, 0.4rem);
  display: block;
  color: var(--text);
  background: var(--paper);
  font: var(--usage-font, 1rem / 1.5 system-ui, sans-serif);
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h2, h3, p, ul, dl, dd, fieldset { margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.05rem; }
button, input, select, textarea { font: inherit; color: inherit; }
button {
  padding: 0.45rem 0.9rem;
  border: 1px solid var(--accent);
  border-radius: var(--radius);
  background: transparent;
  color: var(--accent);
  font-weight: 600;
  cursor: pointer;
}
button.main { background: var(--accent); color: var(--on-accent); }
button.small { padding: 0.15rem 0.5rem; font-size: 0.9rem; }
button:disabled { opacity: 0.6; cursor: default; }
input:not([type="radio"], [type="checkbox"]), select, textarea {
  max-width: 100%;
  padding: 0.45rem 0.6rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--paper);
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.quiet { color: var(--quiet); font-size: 0.9rem; font-weight: 400; }
.problem { color: var(--problem); }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
.aside {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important; scroll-behavior: auto !important; }
}
`;
