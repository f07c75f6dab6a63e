import type { Attempt, ErrorKind, SubmitOptions, TokenNeed, TokenProvider } from "thingspace-aggregate";
import { same } from "./same-type.js";

const token: TokenProvider = async ({ attempt, rejected }) => {
  same<typeof attempt, number>();
  same<typeof rejected, boolean>();
  return rejected ? "another" : "first";
};

const everyOption: Required<SubmitOptions> = {
  token,
  bearer: () => "text",
  portalInitiated: false,
  baseUrl: new URL("https://gateway.example/"),
  wire: "sdk",
  checkDigit: false,
  fetch,
  signal: AbortSignal.timeout(1),
  timeout: 0,
  retry: { limit: 1, maxRetryAfter: 0, resend: true },
  onAttempt({ attempt, delay, reason }) {
    same<typeof attempt, number>();
    same<typeof delay, number>();
    same<typeof reason, ErrorKind | undefined>();
  },
  idempotencyKey: true,
  maxIssues: 10_000,
};

const some: SubmitOptions[] = [
  everyOption,
  {},
  { token: "text", retry: 0, baseUrl: "/api", fetch: async (input, init) => fetch(input, init) },
  { token: undefined, signal: undefined, onAttempt: (attempt: Attempt) => console.log(attempt) },
  { token: (need: TokenNeed) => String(need.attempt) },
  { baseUrl: "/api", idempotencyKey: "a-key" },
];
console.log(some);

const wrong: SubmitOptions[] = [
  // @ts-expect-error no such option
  { tokens: "text" },
  // @ts-expect-error a provider gives text
  { token: () => 1 },
  // @ts-expect-error or a promise of text
  { bearer: async () => undefined },
  // @ts-expect-error there are two ways to spell a request
  { wire: "json" },
  // @ts-expect-error a time in milliseconds
  { timeout: "30s" },
  // @ts-expect-error no such retry option
  { retry: { attempts: 3 } },
  // @ts-expect-error fetch answers with a promise of a response
  { fetch: () => "text" },
];
console.log(wrong);
