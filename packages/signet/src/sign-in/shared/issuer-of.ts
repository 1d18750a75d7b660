/** Returns the issuer in the id of an identity (`identityId`); `null` for any other text. */
export function issuerOf(id: string): string | null {
  try {
    const [issuer]: unknown[] = JSON.parse(id);
    return typeof issuer === "string" ? issuer : null;
  } catch {
    return null;
  }
}
