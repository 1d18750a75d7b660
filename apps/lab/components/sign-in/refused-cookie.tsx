import type { Observation } from "@/lib/observe";
import { isOver, rejectionText } from "@/lib/rejection-text";
import { Notice } from "../ui/notice";

/** Says why somebody who was signed in has to sign in again. */
export function RefusedCookie(props: { readonly observation: Observation; readonly now: number }) {
  const { reading, end, cookie } = props.observation;
  if (reading.status !== "rejected") return null;
  return (
    <Notice tone="alarm">
      <p className="font-semibold">
        {isOver(reading.reason) ? "Your session has ended." : "Your cookie is refused."}
      </p>
      <p>{rejectionText(reading.reason, end, props.now)}</p>
      {cookie !== null && (
        <p>
          Your browser still sends {cookie.cookies.length === 1 ? "the cookie" : "the cookies"},{" "}
          {cookie.size} bytes, and the server refuses {cookie.cookies.length === 1 ? "it" : "them"}.
        </p>
      )}
    </Notice>
  );
}
