import type { Metadata } from "next";
import { revokeOthersUnderDatabase, revokeUnderDatabase } from "@/app/actions/devices";
import { Devices } from "@/components/account/devices";
import { databaseAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/session-store";

export const metadata: Metadata = { title: "Devices" };

interface Props {
  readonly searchParams: Promise<{ readonly revoked?: string | string[] }>;
}

export default databaseAuth.page(async (current, props: Props) => {
  const sessions = await databaseAuth.sessions.list(current.userId);
  const { revoked } = await props.searchParams;
  return (
    <Devices
      strategy="database"
      {...{ current, sessions, revoked }}
      revoke={revokeUnderDatabase}
      revokeOthers={revokeOthersUnderDatabase}
    >
      Every sign-in leaves a record in {storeInUse.title}, so each can be seen here and revoked from
      here. A JWT or a sealed cookie leaves none.
    </Devices>
  );
});
