type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only for two types that are the same; `any` is the same as nothing else. */
export function same<A, B>(..._: Same<A, B> extends true ? [] : ["different types", A, B]): void {}
