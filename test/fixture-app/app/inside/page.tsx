export default function Inside() {
  return <h1>The page inside</h1>;
}
