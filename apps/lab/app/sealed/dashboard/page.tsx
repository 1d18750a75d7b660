import type { Metadata } from "next";
import { renameUnderSealed } from "@/app/actions/rename";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "Sealed dashboard" };

export default function Page() {
  return <Dashboard strategy="sealed" rename={renameUnderSealed} />;
}
