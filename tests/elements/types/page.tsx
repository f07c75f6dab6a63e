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

export const report = (
  <usage-report
    key="a b"
    ref={(element) => element?.txids.trim()}
    txids="a b"
    columns={{ names: ["Name"], rows: new Map([["490154203237518", ["Van"]]]) }}
    comparison={new Map([["490154203237518", 7]])}
    onusage-report-ask-again={({ detail }) => detail.imei.map((imei) => imei.trim())}
    onusage-report-state={({ detail }) => detail.state === "settled"}
  />
);

// @ts-expect-error: it has no such event
export const unheard = <usage-report onusage-report-queued={() => {}} />;

// @ts-expect-error: bytes are numbers
export const uncounted = <usage-report comparison={new Map([["490154203237518", "7"]])} />;
