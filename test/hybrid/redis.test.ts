import { testStalenessBound } from "./suite.ts";

testStalenessBound("redis");
