/**
 * Replaces `signet-auth/next` and the stores in a bundle for the browser. The module below does not
 * exist, so the bundler stops, and its error shows the sentence. This file is CommonJS, because for
 * an ES module a bundler would also report the missing exports.
 */
module.exports = require("auth and its stores are for the server. In a Client Component import from signet-auth/react, or take the session as props from a Server Component");
