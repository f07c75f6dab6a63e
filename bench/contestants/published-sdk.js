import { Client, DeviceReportsApi } from "apimatic-verizon-sdk";

/**
 * The SDK has no setting for the service's address, so the URL is rewritten on the way out. Given a `fetch`, it takes the
 * place of the SDK's HTTP client. With a token in hand, its own login is not needed.
 *
 * @type {import("../contestants.js").Connect}
 */
export function connect({ baseUrl, token, bearer, fetch, timeout }) {
  const client = new Client({
    vzM2MTokenCredentials: { "VZ-M2M-Token": token },
    thingspaceOauthCredentials: {
      oauthClientId: "",
      oauthClientSecret: "",
      oauthToken: { accessToken: bearer, tokenType: "Bearer" },
    },
    ...(timeout && { timeout }),
    ...(fetch && { unstable_httpClientOptions: { adapter: adapterFor(fetch) } }),
  });
  const newRequest = client.getRequestBuilderFactory();
  const reports = new DeviceReportsApi({
    getRequestBuilderFactory: () => (method, path) => {
      const request = newRequest(method, path);
      request.interceptRequest((sent) => ({ ...sent, url: baseUrl + path }));
      return request;
    },
  });
  return async (request) => {
    const imei = request.imei === 0 ? [] : [request.imei].flat();
    // This is how its types want an account number.
    const body = { ...request, accountNumber: { accountNumber: request.accountNumber }, imei };
    const { result } = await reports.calculateAggregatedReportAsynchronous(body);
    return result;
  };
}

/** @param {typeof globalThis.fetch} fetch */
function adapterFor(fetch) {
  /** @param {{ url: string, method: string, data: string, headers: object }} config */
  return async (config) => {
    const { url, method, data, headers } = config;
    const response = await fetch(url, { method, body: data, headers: { ...headers } });
    return { data: await response.text(), status: response.status, headers: {}, config };
  };
}
