/**
 * `signet-auth/iron-session`: a replacement for iron-session 8 and 9. docs/from-iron-session.md lists
 * the differences.
 */
export { getIronSession } from "./get-iron-session.ts";
export { nextProxyCookies, nodeCookies, webCookies } from "./jars.ts";
export { sealData, unsealData } from "./seal.ts";
// `export *`, so that programs can extend IronSessionData under the name of this entry.
export type * from "./types.ts";
