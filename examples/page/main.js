const form = document.querySelector("usage-request");
const report = document.querySelector("usage-report");

form?.addEventListener("usage-request-queued", ({ detail }) => {
  if (!report) return;
  report.columns = detail.columns;
  report.txids = detail.receipts.map(({ txid }) => txid).join(" ");
  report.hidden = false;
});
