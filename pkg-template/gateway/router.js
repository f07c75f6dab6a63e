/**
 * The router of the gateway. The build puts Hono's code in place of this file, with its licence, so that the package
 * has no dependency to install.
 */
export { Hono as Router } from "hono/tiny";
