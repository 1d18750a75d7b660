/** The people of the provider. Nobody has a password: choosing a name signs in. */
export const people = [
  {
    id: "ada",
    name: "Ada Lovelace",
    email: "ada@people.example",
    emailVerified: true,
  },
  {
    id: "grace",
    name: "Grace Hopper",
    email: "grace@people.example",
    emailVerified: true,
  },
  {
    id: "mallory",
    name: "Mallory, with the address of Ada, not verified",
    email: "ada@people.example",
    emailVerified: false,
  },
];

/** Returns the claims of a person (OpenID Connect Core, section 5.1). */
export function claimsOf({ id, name, email, emailVerified }) {
  return { sub: id, name, email, email_verified: emailVerified };
}
