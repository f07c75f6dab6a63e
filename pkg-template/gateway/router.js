/**
 * The gateway's router. The build replaces this file by Hono's code, with its licence, so that the package has no
 * dependencies to install.
 */
export { Hono as Router } from "hono/tiny";
