/**
 * Replaces the server entries of `signet-auth/next-auth` in a bundle for the browser. The module below
 * does not exist, so the bundler stops, and its error shows the sentence. See `server-only.cts` of the
 * library.
 */
module.exports = require("the entries of next-auth are for the server. In a Client Component import from signet-auth/next-auth/react, and import types with import type");
