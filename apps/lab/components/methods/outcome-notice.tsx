import Link from "next/link";
import { refusalText } from "@/lib/accounts/outcome-text";
import { Notice } from "../ui/notice";

type Query = Readonly<Record<string, unknown>>;

/** Checks whether the address of the page has the outcome of a method. */
export function hasOutcome({ error, sent, done }: Query): boolean {
  return [error, sent, done].some((value) => typeof value === "string");
}

/** Shows the outcome that a sign-in method left in the address of the page. */
export function OutcomeNotice(props: { readonly query: Query }) {
  const { error, retryAfter, sent, done } = props.query;
  const refused = refusalText(error, retryAfter);
  if (refused !== null) {
    return (
      <Notice tone="alarm" role="alert">
        {refused}
      </Notice>
    );
  }
  if (typeof sent === "string") {
    return (
      <Notice role="status">
        A mail is on its way, if the address can have one. The Lab sends nothing:{" "}
        <Link href="/mailbox" className="font-semibold underline underline-offset-4">
          open this browser’s mailbox
        </Link>
        .
      </Notice>
    );
  }
  if (typeof done !== "string") return null;
  // The address may name any text, also a member of every object.
  return <Notice role="status">{Object.hasOwn(DONE, done) ? DONE[done] : "Done."}</Notice>;
}

const DONE: Readonly<Record<string, string>> = {
  reset: "The new password is set, and all sessions have ended. Sign in with it.",
  verify: "The address is confirmed.",
  confirm: "The address is confirmed.",
  link: "The identity is linked. You can sign in with it from now on.",
};
