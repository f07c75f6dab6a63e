import { submitAggregate } from "thingspace-aggregate/inline";

const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
const output = /** @type {HTMLOutputElement} */ (document.querySelector("output"));

button.addEventListener("click", async () => {
  try {
    const request = { accountNumber: "0000123456-00001", imei: "490154203237518" };
    const { txid } = await submitAggregate(request, { baseUrl: "/api" });
    output.value = `Queued as ${txid}`;
  } catch (error) {
    output.value = String(error);
  }
});
