import "thingspace-aggregate/elements/define";
import { useState } from "react";
import type { UsageRequestReceipts } from "thingspace-aggregate/elements";
import type {} from "thingspace-aggregate/elements/react";

/** The form, and below it the report that was asked for last. */
export function Usage() {
  const [queued, setQueued] = useState<UsageRequestReceipts>();
  return (
    <>
      <usage-request account-number="0000123456-00001" onusage-request-queued={({ detail }) => setQueued(detail)} />
      {queued && <usage-report txids={queued.receipts.map(({ txid }) => txid).join(" ")} columns={queued.columns} />}
    </>
  );
}
