/**
 * What a browser's bundle gets in the place of `signet-auth/next` and the stores. There is no module
 * of this name, so that a bundler stops with a sentence that says what to do. CommonJS, so that it
 * says nothing of missing exports beside it.
 */
module.exports = require("auth and its stores are for the server. In a Client Component import from signet-auth/react, or take the session as props from a Server Component");
