import { type NextRequest, NextResponse } from "next/server";

/** Gives pages the strictest policy under which Next.js runs; Next.js puts the nonce on its own scripts. */
export function proxy(request: NextRequest) {
  // The development server evaluates texts as code, and has styles inline.
  if (process.env.NODE_ENV === "development") return NextResponse.next();
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${crypto.randomUUID()}' 'wasm-unsafe-eval'`,
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/" };
