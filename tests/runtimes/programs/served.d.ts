// What the test's server has under these addresses.
declare module "*/node_modules/thingspace-aggregate/entries/browser.js" {
  export * from "thingspace-aggregate";
}
declare module "*/node_modules/thingspace-aggregate/entries/inline.js" {
  export * from "thingspace-aggregate/inline";
}
declare module "*/node_modules/thingspace-aggregate/entries/slim.js" {
  export * from "thingspace-aggregate/slim";
}
