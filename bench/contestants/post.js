/** The request every hand-made contestant sends: the documented headers, the body as text. */

const PATH = "/report/async/aggregate";

/**
 * @param {import("../contestants.js").Aggregate} request checked
 * @param {import("../contestants.js").Connection} connection
 */
export async function post(request, { baseUrl, token, bearer, fetch = globalThis.fetch }) {
  const { imei } = request;
  const response = await fetch(baseUrl + PATH, {
    method: "POST",
    headers: {
      accept: "application/json",
      "Content-Type": "application/json",
      "VZ-M2M-Token": token,
      Authorization: `Bearer ${bearer}`,
      "X-Portal-Initiated": "true",
      accountNumber: request.accountNumber,
      imei: imei === 0 ? "0" : String(Array.isArray(imei) ? imei.length : 1),
    },
    body: JSON.stringify(request),
    redirect: "manual",
  });
  if (!response.ok) throw new Error(`The service answered ${response.status}.`);
  return response.json();
}
