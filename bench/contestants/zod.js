import * as z from "zod";
import { post } from "./post.js";
import { areDifferent, isImei, periodProblem } from "./rules.js";

const imei = z.string().refine(isImei, "not an IMEI");
const date = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);
const name = z.string().min(1);

const schema = z
  .strictObject({
    accountNumber: z.string().regex(/^[!-~]+$/),
    imei: z.union([z.literal(0), imei, z.array(imei).min(1).max(10_000).refine(areDifferent, "a device twice")]),
    startDate: date.optional(),
    endDate: date.optional(),
    deviceGroup: name.optional(),
    dataPlan: name.optional(),
    noSessionFlag: z.enum(["true", "false"]).optional(),
  })
  .superRefine((request, context) => {
    const problem = periodProblem(request);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return async (request) => post(schema.parse(request), connection);
}
