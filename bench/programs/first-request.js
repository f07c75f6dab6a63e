/** One call of one contestant, or of bare `fetch` if none is given: `node first-request.js <baseUrl> [<file>]`. */

import { pathToFileURL } from "node:url";

const [baseUrl = "", file] = process.argv.slice(2);
const request = { accountNumber: "0242073320-00001", imei: "352099001761481" };

if (file === undefined) {
  await fetch(baseUrl, { method: "POST", body: JSON.stringify(request) });
} else {
  const { connect } = await import(pathToFileURL(file).href);
  await connect({ baseUrl, token: "a-session-token", bearer: "an-access-token" })(request);
}
