import type { Metadata } from "next";
import { changeUnderSealed } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";
import { sealedAuth } from "@/lib/auth";

export const metadata: Metadata = { title: "Sealed dashboard" };

export default sealedAuth.page((session) => (
  <Dashboard strategy="sealed" session={session} change={changeUnderSealed} />
));
