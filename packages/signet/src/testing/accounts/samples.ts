import type { NewAuthenticator, NewUser, OneTimeToken } from "../../accounts/contract.ts";

let made = 0;

/** Returns a text that no other call returns. */
function unique(start: string): string {
  return `${start}-${made++}`;
}

/** Returns a user to create, with an address of its own. */
export function sampleUser(members: Partial<NewUser> = {}): NewUser {
  return {
    email: `${unique("ada")}@example.com`,
    emailVerifiedAt: null,
    name: "Ada",
    image: null,
    createdAt: 1_000_000,
    ...members,
  };
}

/** Returns an authenticator to add, with an id of its own. */
export function sampleAuthenticator(members: Partial<NewAuthenticator> = {}): NewAuthenticator {
  return {
    kind: "passkey",
    id: unique("id"),
    userId: "ada",
    data: "{}",
    createdAt: 1_000_000,
    ...members,
  };
}

/** Returns a one-time token that lives until 2,000,000, with an id of its own. */
export function sampleToken(members: Partial<OneTimeToken> = {}): OneTimeToken {
  return {
    id: unique("token"),
    purpose: "link",
    group: "ada",
    data: "{}",
    expiresAt: 2_000_000,
    ...members,
  };
}

/** Texts that a database may fold, cut, quote or compare in a wrong way. */
export const ODD_TEXTS: readonly string[] = [
  "Ünïcode '\"; DROP TABLE \u{1F511}",
  "%_\\%",
  "trailing ",
  " leading",
  "a\u007fb\u0001c\n",
  "__proto__",
  "e\u0301",
  "\u00e9",
  "ß",
  "ss",
  "I\u0307",
  "\ufffd",
];

/** Runs `count` calls at once. */
export function atOnce<T>(count: number, call: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => call(at)));
}
