import { collectGarbage } from "../collect-garbage.js";
import { contestants, load } from "../contestants.js";
import { credentials, instantFetch, nowhere } from "../far-side.js";
import { interleave } from "../interleave.js";
import { badRequestFor } from "../requests.js";

const DEVICES = 10_000;

export const title = "Everything wrong";

export const how =
  "From the call to the rejection, for 10,000 devices that all have a wrong check digit. This package lists the " +
  "first 100 issues and counts the others; the schema libraries list all 10,000.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const request = JSON.stringify(badRequestFor(DEVICES));
  const entries = contestants.map(async ({ name }) => {
    const { fetch } = instantFetch();
    const submit = (await load(name))({ ...credentials, baseUrl: nowhere, fetch });
    const take = async () => {
      collectGarbage();
      const fresh = JSON.parse(request);
      const called = performance.now();
      const rejected = await submit(fresh).then(
        () => false,
        () => true,
      );
      const spent = performance.now() - called;
      if (!rejected) throw new Error("sends it");
      return spent;
    };
    return /** @type {const} */ ([name, take]);
  });
  const takes = Object.fromEntries(await Promise.all(entries));
  const samples = await interleave(takes, { rounds: quick ? 5 : 15, note });
  return { columns: [{ title: "10,000 bad devices", unit: "ms", samples }] };
}
