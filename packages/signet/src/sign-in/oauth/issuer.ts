import { issuerOf } from "../shared/issuer-of.ts";
import type { ProviderData } from "./provider-data.ts";

/** The place of the tenant in the issuer of a provider with many tenants. */
const TENANT = "{tenantid}";

/** Checks whether an identity, by its id (`identityId`), is one of a provider. */
export function isOfIssuer(
  id: string,
  { issuer, sharedIssuer }: Pick<ProviderData, "issuer" | "sharedIssuer">,
): boolean {
  const of = issuerOf(id);
  if (of === null) return false;
  if (sharedIssuer === null) return URL.parse(of)?.href === URL.parse(issuer)?.href;
  const [start = "", end = ""] = sharedIssuer.split(TENANT);
  return of.length > start.length + end.length && of.startsWith(start) && of.endsWith(end);
}
