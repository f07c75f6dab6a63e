import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type AggregateRequest, aggregateRequestSchema } from "thingspace-aggregate";

// What a library that takes Standard Schemas does.
async function parse<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  const result = await schema["~standard"].validate(value);
  if (result.issues) throw new Error(result.issues[0]?.message);
  return result.value;
}

const schema: StandardSchemaV1<AggregateRequest, AggregateRequest> = aggregateRequestSchema;
const request: AggregateRequest = await parse(aggregateRequestSchema, JSON.parse("{}"));
const input: StandardSchemaV1.InferInput<typeof aggregateRequestSchema> = { accountNumber: "1", imei: 0 };
// @ts-expect-error the inferred type is the request's, not any
const wrong: StandardSchemaV1.InferInput<typeof aggregateRequestSchema> = { accountNumber: 1 };
console.log(schema, request.accountNumber, input, wrong);
