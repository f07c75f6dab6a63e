"use client";

import { useState } from "react";
import { submitAggregate } from "thingspace-aggregate";

const request = { accountNumber: "0000123456-00001", imei: "490154203237518" };

/** Asks one of the gateways below `app/api` for the report. */
export function ReportButton({ baseUrl }) {
  const [outcome, setOutcome] = useState("");

  async function submit() {
    try {
      const { txid } = await submitAggregate(request, { baseUrl });
      setOutcome(`Queued as ${txid}`);
    } catch (error) {
      setOutcome(String(error));
    }
  }

  return (
    <p>
      <button type="button" onClick={submit}>
        Request the report by {baseUrl}
      </button>
      <output>{outcome}</output>
    </p>
  );
}
