// What the runtimes and this package's build provide when a .wasm file is imported. Not published.

declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}

declare module "*.wasm?module" {
  const compiled: WebAssembly.Module;
  export default compiled;
}

declare module "*.wasm?base64" {
  const base64: string;
  export default base64;
}
