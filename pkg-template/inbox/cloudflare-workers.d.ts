// The part of Cloudflare's runtime that is used here. Anyone who deploys a worker has all its types. Not published.
declare module "cloudflare:workers" {
  export abstract class DurableObject {
    constructor(ctx: DurableObjectState, env: object);
    protected readonly ctx: DurableObjectState;
    protected readonly env: object;
  }

  export interface DurableObjectState {
    readonly storage: DurableObjectStorage;
  }

  export interface DurableObjectStorage {
    readonly sql: {
      exec(sql: string, ...values: (string | number | null)[]): Cursor;
      readonly databaseSize: number;
    };
    get<T>(key: string): Promise<T | undefined>;
    put(key: string, value: string): Promise<void>;
    transactionSync<T>(work: () => T): T;
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAll(): Promise<void>;
    sync(): Promise<void>;
  }

  export interface Cursor {
    toArray(): Record<string, string | number | null>[];
    readonly rowsWritten: number;
  }

  export interface DurableObjectNamespace<T> {
    idFromName(name: string): object;
    get(id: object): Stub<T>;
  }

  /** An object as a worker calls it: every method is asynchronous. */
  export type Stub<T> = {
    [Method in keyof T]: T[Method] extends (...args: infer Args) => infer Result
      ? (...args: Args) => Promise<Awaited<Result>>
      : never;
  };
}
