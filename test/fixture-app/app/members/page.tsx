import { members } from "../../lib/auth";

/** Guarded by an auth without a sign-in page. */
export default members.page(({ userId }) => <h1>Secret of {userId}</h1>);
