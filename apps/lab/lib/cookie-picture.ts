import type { StrategyName } from "./strategies";

/**
 * A credential as it may be shown: complete but for the part that proves anything, since a page that
 * prints a live credential undoes what HttpOnly is for.
 */
export type CookiePicture = {
  readonly name: string;
  /** Name and value together; bytes. */
  readonly size: number;
} & (
  | {
      readonly kind: "jwt";
      readonly header: string;
      readonly payload: string;
      readonly headerClaims: Claims;
      readonly claims: Claims;
    }
  | { readonly kind: "opaque"; readonly id: string }
  | { readonly kind: "unreadable" }
);

export type Claims = Readonly<Record<string, unknown>>;

export function pictureOf(strategy: StrategyName, name: string, value: string): CookiePicture {
  const size = Buffer.byteLength(`${name}=${value}`);
  const parts = strategy === "jwt" ? jwtParts(value) : opaqueParts(value);
  return { name, size, ...parts };
}

function jwtParts(value: string) {
  const [header = "", payload = "", signature = "", ...more] = value.split(".");
  const headerClaims = decode(header);
  const claims = decode(payload);
  if (headerClaims === null || claims === null || signature === "" || more.length > 0) {
    return { kind: "unreadable" } as const;
  }
  return { kind: "jwt", header, payload, headerClaims, claims } as const;
}

function opaqueParts(value: string) {
  const [id = "", secret = "", ...more] = value.split(".");
  if (id === "" || secret === "" || more.length > 0) return { kind: "unreadable" } as const;
  return { kind: "opaque", id } as const;
}

function decode(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isClaims(value) ? value : null;
  } catch {
    return null;
  }
}

function isClaims(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
