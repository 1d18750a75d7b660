import type { Metadata } from "next";
import { renameUnderJwt } from "@/app/actions/rename";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "JWT dashboard" };

export default function Page() {
  return <Dashboard strategy="jwt" rename={renameUnderJwt} />;
}
