/** The module "practice", which programs of the sandbox import. */
export { browser } from "./browser.ts";
export { check, satisfies, throws } from "./check.ts";
export { clock } from "./clock.ts";
export { inRequest } from "./in-request.ts";
export { signInWithCredentials } from "./sign-in.ts";
export { countingStore } from "./store.ts";
export { damage, forge } from "./tokens.ts";
export { frame, measure } from "./trace.ts";
