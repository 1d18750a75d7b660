export { KeysUnavailableError } from "../errors.ts";
export { createRemoteVerifier, type RemoteVerifierOptions } from "./verify.ts";
