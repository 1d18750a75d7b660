import type { Session } from "signet-auth/next";
import { shorten } from "@/lib/format";
import type { SessionData } from "@/lib/session/session-data";
import { Code } from "../ui/code";
import { DateTime } from "../ui/date-time";
import { DefinitionList } from "../ui/definition-list";

/** Shows a session as the app receives it. The form is the same for every strategy. */
export function SessionDetails(props: {
  readonly session: Session<SessionData>;
  readonly now: number;
}) {
  const { session, now } = props;
  return (
    <DefinitionList
      items={[
        { term: "User", code: "userId", value: <Code>{session.userId}</Code> },
        { term: "Session", code: "id", value: <Code>{session.id}</Code> },
        {
          term: "Renewed",
          code: "renewedAt",
          value: <DateTime at={session.renewedAt} now={now} />,
        },
        { term: "Ends", code: "expiresAt", value: <DateTime at={session.expiresAt} now={now} /> },
        {
          term: "Signed in",
          code: "authenticatedAt",
          value: <DateTime at={session.authenticatedAt} now={now} />,
        },
        {
          term: "Started",
          code: "createdAt",
          value: <DateTime at={session.createdAt} now={now} />,
        },
        {
          term: "Data",
          code: "data",
          value: <Code>{shorten(JSON.stringify(session.data), 200)}</Code>,
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
