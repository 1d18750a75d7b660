import type { Session } from "signet-auth/next";
import type { SessionData } from "@/lib/session-data";
import { shortened } from "@/lib/words";
import { Code } from "./ui/code";
import { Facts } from "./ui/facts";
import { Moment } from "./ui/moment";

/** A session as every strategy hands it to the app. */
export function SessionFacts(props: {
  readonly session: Session<SessionData>;
  readonly now: number;
}) {
  const { session, now } = props;
  return (
    <Facts
      facts={[
        { term: "User", code: "userId", value: <Code>{session.userId}</Code> },
        { term: "Session", code: "id", value: <Code>{session.id}</Code> },
        { term: "Renewed", code: "renewedAt", value: <Moment at={session.renewedAt} now={now} /> },
        { term: "Ends", code: "expiresAt", value: <Moment at={session.expiresAt} now={now} /> },
        {
          term: "Signed in",
          code: "authenticatedAt",
          value: <Moment at={session.authenticatedAt} now={now} />,
        },
        { term: "Began", code: "createdAt", value: <Moment at={session.createdAt} now={now} /> },
        {
          term: "Data",
          code: "data",
          value: <Code>{shortened(JSON.stringify(session.data), 200)}</Code>,
        },
        {
          term: "Device",
          code: "device",
          value:
            session.device === null
              ? "not in the cookie"
              : (session.device.label ?? "Unknown device"),
        },
      ]}
    />
  );
}
