// The edge serves the package under /pkg.
declare module "*/pkg/entries/browser.js" {
  export * from "thingspace-aggregate";
}
