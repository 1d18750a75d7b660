import type { Person } from "./person.ts";

/** The same small page for all libraries. */
export function Greeting({ person }: { readonly person: Person }) {
  return (
    <main>
      <h1>Hello {person.name}</h1>
      <p>
        {person.email}, {person.role}
      </p>
    </main>
  );
}
