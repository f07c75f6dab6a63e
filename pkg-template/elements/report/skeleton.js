/**
 * The contents of the shadow tree from the start. What shows devices is hidden until the server has described the report,
 * and then appears from top to bottom, a part per frame, so that nothing moves.
 *
 * @typedef {(id: string) => HTMLElement} Parts the elements with an id
 */

/** @param {string} name */
const tile = (name) => `<div part="tile"><dt>${name}</dt><dd>–</dd><dd class="quiet"></dd></div>`;

/** A button whose data says what it does. @param {string} kind @param {string} value @param {string} name */
const button = (kind, value, name, more = "") =>
  `<button class="small" data-${kind}="${value}" ${more}>${name}</button>`;

/** @param {string} value @param {string} name */
const action = (value, name, more = "") => button("do", value, name, `id="${value}" ${more}`);

/** @param {string} value @param {string} name */
const chip = (value, name) => button("filter", value, `${name} <b></b>`, `id="${value}"`);

/** @param {readonly string[]} names */
const head = (names) =>
  `<thead><tr><th scope="col">${names.join('</th><th scope="col" class="number">')}</th></tr></thead>`;

export const skeleton = `
<div part="progress">
<h2 id="headline" tabindex="-1"></h2>
<progress id="bar" aria-label="Devices that have answered"></progress>
<div class="row quiet"><span id="connection"></span>${action("resume", "Resume", "hidden")}</div>
<p id="facts" class="quiet"></p>
<p id="last" class="quiet"></p>
<div class="row notices"><span id="notice"></span>${action("again", "Ask again", "hidden")}</div>
</div>
<dl id="tiles" part="tiles" hidden>${["Reported", "Silent", "Failed", "Data", "Sessions", "Median of a device"].map(tile).join("")}</dl>
<div id="charts" class="charts" hidden>
<section part="largest"><h3>The devices with the most data</h3><ol id="largest"></ol></section>
<section part="histogram"><h3>How the data is spread</h3><p id="message"></p>
<svg id="chart" role="img" aria-label="No figures yet" preserveAspectRatio="none"></svg><div id="scale" aria-hidden="true"></div>
<details id="figures"><summary>The figures</summary><table>${head(["Data", "Devices"])}<tbody id="bins"></tbody></table></details></section>
</div>
<div id="tools" part="tools" hidden>
<div id="chips" class="row" role="group" aria-label="Filter">
${chip("all", "All")}${chip("top", "Top")}${chip("silent", "Silent")}${chip("noBytes", "No bytes")}${chip("errors", "Errors")}
${chip("unexpected", "Unexpected")}${chip("revised", "Revised")}${button("bin", "", "✕", 'id="any" hidden')}</div>
<div class="row"><label class="row">Find <input id="find" type="search" autocomplete="off"></label>
<span id="found" class="quiet" role="status"></span><button class="small unseen" id="update" data-do="update">Update order</button></div>
<div class="row">${button("csv", "all", "CSV of all")}${button("csv", "shown", "CSV of what is shown")}
${button("csv", "failed", "CSV of failed")}${action("compare", "Compare with an earlier CSV")}
<input id="file" type="file" accept=".csv,text/csv" hidden></div>
<p id="compared" class="quiet" role="status"></p>
</div>
<div id="table" part="table" hidden>
<div class="row">${action("pages", "Pages of 100")}
<nav id="turn" class="row" aria-label="Pages" hidden>${button("turn", "-1", "Previous", 'id="previous"')}<span id="page" role="status"></span>${button("turn", "1", "Next", 'id="next"')}</nav></div>
<div id="scroller" class="scroller" role="region" aria-label="Devices" tabindex="0">
<table id="devices"><thead><tr id="head" aria-rowindex="1"></tr></thead><tbody id="rows"></tbody></table></div>
</div>
<section id="reasons" part="reasons" hidden><h3>Why devices failed</h3><ul id="why"></ul></section>
<section id="groups" part="groups" hidden><h3>Totals by group</h3>
<label class="row">Group by <select id="column"></select></label>
<div class="scroller" role="region" aria-label="Totals by group" tabindex="0">
<table>${head(["Group", "Devices", "Silent", "Failed", "Sessions", "Data"])}<tbody id="sums"></tbody></table></div>
<p id="more" class="quiet"></p></section>`;
