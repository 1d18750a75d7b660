/** The data of every session. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** The answer of the unguarded routes, so that all answers have the same size. */
export const ADA: Person = { name: "Ada Lovelace", email: "ada.0@example.com", role: "admin" };

export const secret = process.env["BENCH_SECRET"] ?? "";

export const refused = () => Response.json({ error: "Invalid or expired token" }, { status: 401 });

/** Returns the person in the form of all routes. */
export const answer = ({ name, email, role }: Person) => Response.json({ name, email, role });
