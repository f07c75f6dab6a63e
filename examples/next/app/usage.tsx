"use client";

import "thingspace-aggregate/elements/define";
import { useState } from "react";
import type { UsageRequest, UsageRequestReceipts } from "thingspace-aggregate/elements";
import type {} from "thingspace-aggregate/elements/react";

/** The form, and below it the report that was asked for last. */
export function Usage() {
  const [queued, setQueued] = useState<UsageRequestReceipts>();

  // Not by `onusage-request-queued`: React adds no such listener to an element that the server has rendered.
  const listen = (form: UsageRequest | null) => {
    const end = new AbortController();
    form?.addEventListener("usage-request-queued", ({ detail }) => setQueued(detail), { signal: end.signal });
    return () => end.abort();
  };

  return (
    <>
      <usage-request account-number="0000123456-00001" ref={listen} />
      {queued && <usage-report txids={queued.receipts.map(({ txid }) => txid).join(" ")} columns={queued.columns} />}
    </>
  );
}
