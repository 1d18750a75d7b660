/** What every session says about its user. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** What the unguarded routes answer, so that all answers have one size. */
export const ADA: Person = { name: "Ada Lovelace", email: "ada.0@example.com", role: "admin" };

export const secret = process.env["BENCH_SECRET"] ?? "";

export const refused = () => Response.json({ error: "Invalid or expired token" }, { status: 401 });

/** The person as all routes answer it. */
export const answer = ({ name, email, role }: Person) => Response.json({ name, email, role });
