import type {} from "thingspace-aggregate/elements/react";

export const form = (
  <usage-request
    className="wide"
    base-url="/api"
    account-number="A-1"
    request={{ accountNumber: "A-1", imei: 0 }}
    onusage-request-queued={({ detail }) => detail.receipts.map(({ txid }) => txid.trim())}
    onusage-request-failed={({ detail }) => detail.error.message}
  />
);

// @ts-expect-error: the gateway's address is a text
export const wrong = <usage-request base-url={7} />;

export const report = <usage-report txids="a b" />;
