/** The claims of a session, as Signet writes them. All contestants sign and verify these claims. */
export interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
  readonly auth_time: number;
  readonly created: number;
  readonly data: { readonly name: string; readonly email: string; readonly role: string };
}

/** 43 characters of base64url, as in the documentation. */
export const SECRET = "q0Lr3bAq2yS8vN4kT1uXwZ5cE7gJ9mP-R_dFhKoVnIY";

const now = Math.floor(Date.now() / 1_000);

/** Sixteen users, so that no token is used twice in a row. */
export const CLAIMS: readonly Claims[] = Array.from({ length: 16 }, (_, user) => ({
  sub: `user_${7_340_100 + user}`,
  sid: `kX3v${String(user).padStart(22, "aB9-_cDe1fGh2iJk3lMn")}`,
  iat: now,
  exp: now + 7 * 86_400,
  auth_time: now,
  created: now,
  data: { name: "Ada Lovelace", email: `ada.${user}@example.com`, role: "admin" },
}));
