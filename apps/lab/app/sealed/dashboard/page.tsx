import type { Metadata } from "next";
import { changeUnderSealed } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "Sealed dashboard" };

export default function Page() {
  return <Dashboard strategy="sealed" change={changeUnderSealed} />;
}
