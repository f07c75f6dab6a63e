import { FormApi } from "@tanstack/form-core";

/** @import { AggregateRequest, aggregateRequestSchema } from "thingspace-aggregate" */

/**
 * A form of TanStack: what it shows beside which field once it is submitted.
 *
 * @param {typeof aggregateRequestSchema} schema
 * @param {AggregateRequest} request
 */
export async function problemsOf(schema, request) {
  const form = new FormApi({ defaultValues: request, validators: { onSubmitAsync: schema } });
  form.mount();
  await form.handleSubmit();
  const fields = /** @type {const} */ (["accountNumber", "imei[0]", "imei[1]", "startDate"]);
  return fields.flatMap((field) => {
    const errors = form.getFieldMeta(field)?.errors ?? [];
    return errors.map((error) => [field, error?.message]);
  });
}
