import type { Progress } from "@/lib/practice/progress/read-progress";
import { LinkButton } from "../../ui/button";
import { DateTime } from "../../ui/date-time";
import { Panel, PanelPart } from "../../ui/panel";

const RETURN = `returnTo=${encodeURIComponent("/practice/progress")}`;

/** Says whose progress this is, and how long it is kept. */
export function Visitor({ progress, now }: { readonly progress: Progress; readonly now: number }) {
  if (progress.signedIn === "user") {
    return (
      <Panel>
        <PanelPart heading={`Signed in as ${progress.name}`} level={2}>
          <p className="text-sm text-soft">
            Your progress belongs to your account. You see it on each device on which you sign in
            with Hybrid.
          </p>
        </PanelPart>
      </Panel>
    );
  }
  return (
    <Panel>
      <PanelPart heading="You practise as a guest" level={2}>
        <p className="max-w-2xl text-sm text-soft">
          Your progress is kept in this browser. Register or sign in, and it moves to your account
          and is there on all your devices.
          {progress.until !== null && (
            <>
              {" "}
              Without another visit, the guest session ends{" "}
              <DateTime at={progress.until} now={now} />.
            </>
          )}
        </p>
        <AccountLinks />
      </PanelPart>
    </Panel>
  );
}

/** The ways to an account, which return to this page. */
export function AccountLinks() {
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton kind="primary" href={`/register?strategy=hybrid&${RETURN}`}>
        Register
      </LinkButton>
      <LinkButton href={`/hybrid/sign-in?${RETURN}`}>Sign in</LinkButton>
    </div>
  );
}
