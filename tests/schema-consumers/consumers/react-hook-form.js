import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { createFormControl } from "react-hook-form";

/** @import { AggregateRequest, aggregateRequestSchema } from "thingspace-aggregate" */

/**
 * A form of React Hook Form: what it shows beside which field once it is submitted.
 *
 * @param {typeof aggregateRequestSchema} schema
 * @param {AggregateRequest} request
 */
export async function problemsOf(schema, request) {
  const { control, handleSubmit } = createFormControl({
    defaultValues: request,
    resolver: standardSchemaResolver(schema),
  });
  await handleSubmit(() => {})();
  const fields = /** @type {const} */ (["accountNumber", "imei.0", "imei.1", "startDate"]);
  return fields.flatMap((field) => {
    const { error } = control.getFieldState(field);
    return error === undefined ? [] : [[field, error.message]];
  });
}
