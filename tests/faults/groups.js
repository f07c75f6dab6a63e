import { chunks } from "./faults/chunks.js";
import { encodings } from "./faults/encodings.js";
import { lengths } from "./faults/lengths.js";
import { receipts } from "./faults/receipts.js";
import { redirects } from "./faults/redirects.js";
import { resets } from "./faults/resets.js";
import { retryAfter } from "./faults/retry-after.js";
import { sandbox } from "./faults/sandbox.js";
import { slow } from "./faults/slow.js";
import { statuses } from "./faults/statuses.js";

/** All faults, in the order of docs/reliability.md. */
export const groups = [sandbox, resets, slow, lengths, chunks, encodings, receipts, statuses, retryAfter, redirects];

export const faults = groups.flatMap((group) => group.faults);
