export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "member";
}

const people: readonly (Person & { readonly password: string })[] = [
  {
    id: "1",
    name: "Ada Lovelace",
    email: "ada@example.com",
    role: "admin",
    password: "lovelace-1815",
  },
  {
    id: "2",
    name: "Grace Hopper",
    email: "grace@example.com",
    role: "member",
    password: "hopper-1906",
  },
];

/** Returns the person with this e-mail address and password, or null. */
export function findPerson(email = "", password = ""): Person | null {
  const found = people.find((person) => person.email === email && person.password === password);
  if (!found) return null;
  const { password: _, ...person } = found;
  return person;
}
