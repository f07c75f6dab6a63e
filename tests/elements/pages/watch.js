/** What the elements tell the page, and what the page's policy blocked. */
const told = [];
const violations = [];
Object.assign(globalThis, { told, violations });

document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) =>
  violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber}`),
);
for (const type of ["queued", "part", "failed", "problems"].map((name) => `usage-request-${name}`)) {
  document.addEventListener(type, ({ detail }) => {
    const { error, columns, ...rest } = detail;
    told.push({
      type,
      ...rest,
      ...(error && { kind: error.kind ?? error.name }),
      ...(columns && { names: columns.names, rows: [...columns.rows] }),
    });
  });
}
