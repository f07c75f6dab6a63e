import { initTRPC, TRPCError } from "@trpc/server";

/** @import { AggregateRequest, aggregateRequestSchema } from "thingspace-aggregate" */
/** @import { StandardSchemaV1 } from "@standard-schema/spec" */

/**
 * A procedure of tRPC: the issues of its input, which it refuses as a bad request.
 *
 * @param {typeof aggregateRequestSchema} schema
 * @param {AggregateRequest} request
 */
export async function problemsOf(schema, request) {
  const { createCallerFactory, procedure, router } = initTRPC.create();
  const reports = router({ submit: procedure.input(schema).mutation(({ input }) => input.accountNumber) });
  try {
    await createCallerFactory(reports)({}).submit(request);
    return [];
  } catch (error) {
    if (!(error instanceof TRPCError && error.code === "BAD_REQUEST")) throw error;
    const { issues } = /** @type {StandardSchemaV1.FailureResult} */ (/** @type {unknown} */ (error.cause));
    return issues.map(({ path, message }) => [path?.join("."), message]);
  }
}
