// workerd hands an imported .wasm file over compiled. Not published.
declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
