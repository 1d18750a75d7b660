import Link from "next/link";
import { Form } from "./form";

export default function HandlerExample() {
  return (
    <>
      <h1>Client Component and Route Handlers</h1>
      <Form />
      <Link href="/iron/handler/protected-server">Server</Link>{" "}
      <Link href="/iron/handler/protected-client">Client</Link>{" "}
      <Link href="/iron/handler/protected-proxy" prefetch={false}>
        Proxy
      </Link>
    </>
  );
}
