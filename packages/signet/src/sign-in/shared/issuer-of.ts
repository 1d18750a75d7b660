/** Returns the issuer in the id of an identity (`identityId`); `null` for any other text. */
export function issuerOf(id: string): string | null {
  try {
    const parts: unknown = JSON.parse(id);
    const issuer: unknown = Array.isArray(parts) ? parts[0] : null;
    return typeof issuer === "string" ? issuer : null;
  } catch {
    return null;
  }
}
