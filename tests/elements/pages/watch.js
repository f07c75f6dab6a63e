/** What the elements tell the page, and what the page's policy blocked or went wrong. */
const watched = { told: /** @type {object[]} */ ([]), violations: /** @type {string[]} */ ([]) };
Object.assign(globalThis, watched);

document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) =>
  watched.violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber}`),
);
addEventListener("error", ({ message, filename, lineno }) =>
  watched.violations.push(`${message} at ${filename}:${lineno}`),
);
for (const type of ["queued", "part", "failed", "problems"].map((name) => `usage-request-${name}`)) {
  document.addEventListener(type, (event) => {
    const { error, columns, ...rest } = /** @type {CustomEvent} */ (event).detail;
    watched.told.push({
      type,
      ...rest,
      ...(error && { error: error.kind ?? error.name }),
      ...(columns && {
        columns: { names: columns.names, devices: columns.rows.size, first: [...columns.rows.values()][0] },
      }),
    });
  });
}
