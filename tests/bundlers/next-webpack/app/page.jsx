"use client";

import { useState } from "react";
import { submitAggregate } from "thingspace-aggregate";

const request = { accountNumber: "0000123456-00001", imei: "490154203237518" };

export default function Page() {
  const [outcome, setOutcome] = useState("");

  async function submit() {
    try {
      const { txid } = await submitAggregate(request, { baseUrl: "/api" });
      setOutcome(`Queued as ${txid}`);
    } catch (error) {
      setOutcome(String(error));
    }
  }

  return (
    <>
      <button type="button" onClick={submit}>
        Request the report
      </button>
      <output>{outcome}</output>
    </>
  );
}
