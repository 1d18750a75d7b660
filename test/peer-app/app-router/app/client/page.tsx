import { SessionButtons } from "../../components/session-buttons";

export default function Client() {
  return (
    <>
      <h1>Client</h1>
      <SessionButtons />
    </>
  );
}
