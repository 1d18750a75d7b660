import type { SessionInspection } from "@/lib/session/inspect-session";
import { isOver, rejectionText } from "@/lib/session/rejection-text";
import { Notice } from "../ui/notice";

/** Explains why the server rejects the cookie and a new sign-in is necessary. */
export function RejectedCookie(props: {
  readonly inspection: SessionInspection;
  readonly now: number;
}) {
  const { reading, end, cookie } = props.inspection;
  if (reading.status !== "rejected") return null;
  return (
    <Notice tone="alarm">
      <p className="font-semibold">
        {isOver(reading.reason) ? "Your session has ended." : "The server rejects your cookie."}
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
