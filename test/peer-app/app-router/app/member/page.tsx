/** proxy.ts guards this page. */
export default function Member() {
  return <h1>Members</h1>;
}
