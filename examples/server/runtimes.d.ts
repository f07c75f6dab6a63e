// What the examples use of runtimes whose types are not installed here.
declare const Deno: {
  serve(options: { hostname: string; port: number }, answer: (request: Request) => Promise<Response>): unknown;
};
declare const Bun: {
  serve(options: {
    fetch: (request: Request) => Promise<Response>;
    hostname: string;
    port: number;
    idleTimeout: number;
  }): unknown;
};
