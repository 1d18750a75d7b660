import { Suspense } from "react";
import { passkeys } from "../../../lib/passkeys";
import { leave, remove, rename } from "./actions";
import { Add } from "./add";

/** Shows the parts of a passkey that its user should know. */
function shown(details: object): string {
  const { backedUp, deviceType }: { backedUp?: boolean; deviceType?: string } = details;
  return `${deviceType}, ${backedUp ? "copied" : "not copied"}`;
}

async function Account() {
  const { data } = await passkeys.required();
  const authenticators = await passkeys.account.authenticators();
  return (
    <div>
      <h1>{data.name}</h1>
      <ul>
        {authenticators.map(({ id, label, details, usedAt }) => (
          <li key={id}>
            <p>
              {label}, {shown(details)}, {usedAt === null ? "unused" : "used"}
            </p>
            <form>
              <input type="hidden" name="id" value={id} />
              <input name="name" aria-label={`New name of ${label}`} />
              <button type="submit" formAction={rename}>
                Rename {label}
              </button>
              <button type="submit" formAction={remove}>
                Remove {label}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The passkeys of the user. Removing and renaming work without JavaScript. */
export default function PasskeyAccount({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly outcome?: string }>;
}) {
  return (
    <main>
      <Suspense>
        <Account />
        <Outcome searchParams={searchParams} />
      </Suspense>
      <Add />
      <form action={leave}>
        <button type="submit">Leave</button>
      </form>
    </main>
  );
}

async function Outcome({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly outcome?: string }>;
}) {
  const { outcome = "nothing yet" } = await searchParams;
  return <p id="server-outcome">{outcome}</p>;
}
