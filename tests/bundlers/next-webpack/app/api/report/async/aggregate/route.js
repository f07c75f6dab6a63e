import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";

/**
 * Submits what a page asks for, with the token of the server.
 *
 * @param {Request} request
 */
export async function POST(request) {
  try {
    const receipt = await submitAggregate(await request.json(), {
      baseUrl: process.env.THINGSPACE_URL,
      token: process.env.VZ_M2M_TOKEN,
    });
    return Response.json(receipt);
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    return Response.json({ errorCode: error.kind, errorMessage: error.message }, { status: error.status ?? 502 });
  }
}
