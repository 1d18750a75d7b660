import { testOutages, testRacesAndKills } from "./suite.ts";

testRacesAndKills("redis", ["app", "store"]);
testOutages("redis");
