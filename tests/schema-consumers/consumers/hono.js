import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";

/** @import { AggregateRequest, aggregateRequestSchema } from "thingspace-aggregate" */

/**
 * A route of Hono: the issues of its body, which it answers with status 400.
 *
 * @param {typeof aggregateRequestSchema} schema
 * @param {AggregateRequest} request
 */
export async function problemsOf(schema, request) {
  const app = new Hono().post(
    "/reports",
    sValidator("json", schema, (result, context) =>
      result.success ? undefined : context.json({ issues: result.error }, 400),
    ),
    (context) => context.json({ accountNumber: context.req.valid("json").accountNumber }),
  );
  const headers = { "content-type": "application/json" };
  const response = await app.request("/reports", { method: "POST", headers, body: JSON.stringify(request) });
  if (response.status === 200) return [];
  const { issues } = await response.json();
  return issues.map((/** @type {{ path: string[], message: string }} */ { path, message }) => [
    path.join("."),
    message,
  ]);
}
