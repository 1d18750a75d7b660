export { isStoreUnavailable, SignetError } from "../errors.ts";
export { returnPath } from "../http/return-path.ts";
export { SessionProvider, useSession } from "./server.ts";
