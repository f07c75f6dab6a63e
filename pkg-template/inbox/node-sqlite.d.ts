// The part of node:sqlite that is used here; the types of the oldest supported Node do not include it. Not published.
declare module "node:sqlite" {
  export class DatabaseSync {
    constructor(file: string);
    exec(sql: string): void;
    prepare(sql: string): StatementSync;
    close(): void;
  }

  export interface StatementSync {
    all(...values: (string | number | null)[]): Record<string, string | number | null>[];
  }
}

declare namespace NodeJS {
  interface Process {
    getBuiltinModule?(name: "node:sqlite"): typeof import("node:sqlite") | undefined;
  }
}
