import type { ListedAuthenticator } from "signet-auth/sign-in";
import type { StrategyName } from "@/lib/strategies";
import { DateTime } from "../ui/date-time";
import { OperationForm } from "./operation-form";

const KINDS: Readonly<Record<string, string>> = {
  identity: "Identity at a provider",
  password: "Password",
  passkey: "Passkey",
  totp: "Authenticator app",
};

/** Lists the ways in which the user can sign in. Recovery codes are shown as their number. */
export function AuthenticatorList(props: {
  readonly strategy: StrategyName;
  readonly authenticators: readonly ListedAuthenticator[];
  readonly now: number;
}) {
  const codes = props.authenticators.filter(({ kind }) => kind === "recovery-code").length;
  const others = props.authenticators.filter(({ kind }) => kind !== "recovery-code");
  if (others.length === 0) {
    return (
      <p className="text-sm text-soft">Only links to your e-mail address. Add another way below.</p>
    );
  }
  return (
    <ul className="grid gap-2">
      {others.map((one) => (
        <li
          key={`${one.kind} ${one.id}`}
          className="grid items-center gap-3 rounded-lg bg-well px-4 py-3 @md:grid-cols-[1fr_auto]"
        >
          <Authenticator one={one} now={props.now} />
          <OperationForm
            strategy={props.strategy}
            operation={REMOVES[one.kind] ?? "unlink"}
            values={{ kind: one.kind, id: one.id }}
            kind="danger"
            button="Remove"
            pending="Removing…"
          />
        </li>
      ))}
      {codes > 0 && (
        <li className="rounded-lg bg-well px-4 py-3 text-sm">
          {codes} recovery {codes === 1 ? "code" : "codes"} left
        </li>
      )}
    </ul>
  );
}

const REMOVES: Readonly<Record<string, string>> = { passkey: "removePasskey", totp: "removeApp" };

function Authenticator({ one, now }: { readonly one: ListedAuthenticator; readonly now: number }) {
  const { kind, label, details, createdAt, usedAt } = one;
  const isCopied = "backedUp" in details && details.backedUp === true;
  return (
    <p className="min-w-0 text-sm wrap-anywhere">
      <span className="font-semibold">{KINDS[kind] ?? kind}</span>
      {label !== kind && <span className="text-soft">, {label}</span>}
      <span className="block text-xs text-soft">
        Added <DateTime at={createdAt} now={now} />
        {usedAt !== null && (
          <>
            , used <DateTime at={usedAt} now={now} />
          </>
        )}
        {isCopied && ", copied to other devices"}
      </span>
    </p>
  );
}
