import { clientAddress } from "../../http/client-address.ts";
import type { RequestSource } from "../../http/request-source.ts";
import { addressKey } from "../limits/address.ts";

/** Returns the key by which attempts of a client are counted; `null` if its address is unknown. */
export function clientKey(request: RequestSource, trustProxy: boolean): string | null {
  const address = clientAddress(request, trustProxy);
  return address === null ? null : addressKey(address);
}
