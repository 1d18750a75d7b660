import type { ReactNode } from "react";
import { DocumentPolicy } from "@/components/practice/layout/document-policy";
import { SendUnsent } from "@/components/practice/progress/send-unsent";
import { EngineProvider } from "@/components/practice/run/engine-context";
import { engineBase } from "@/lib/practice/engine-base";

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <EngineProvider base={engineBase()}>
      <DocumentPolicy />
      <SendUnsent />
      {children}
    </EngineProvider>
  );
}
